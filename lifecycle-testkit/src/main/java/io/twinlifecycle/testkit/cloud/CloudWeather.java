package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.testkit.eventhubs.EventHubsFaults;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.http.HttpFaults;
import io.twinlifecycle.testkit.iothub.LocalIotHub;
import io.twinlifecycle.testkit.mqtt.MqttControl;
import io.twinlifecycle.testkit.world.EventWeather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bad weather over a local cloud: what hits all servers at once, and the way to each server's own.
 *
 * <pre>{@code
 * cloud.weather().latency(Duration.ofMillis(50));
 * cloud.weather().throttle(0.1); // a tenth of the documented limits
 * cloud.weather().nextRequests(3, HttpFault.answer(503));
 * cloud.weather().events().duplicate(EventFilters.all(), 2);
 * cloud.weather().clear();
 * }</pre>
 *
 * <p>Clock skew comes with the builder: {@code timeSource(new SkewedTime(…))}. Safe for use by many threads.
 */
public final class CloudWeather {

    private final LocalCloud cloud;

    CloudWeather(LocalCloud cloud) {
        this.cloud = cloud;
    }

    /** Every HTTP answer, of every server, takes so long; zero for no longer. */
    public void latency(Duration time) {
        http(faults -> faults.latency(time));
    }

    /**
     * Azure Digital Twins and DPS refuse what goes beyond their documented limits, and Event Hubs what goes beyond as many throughput units.
     *
     * @param factor what each documented rate is multiplied with; 1 for the services' own
     */
    public void throttle(double factor) {
        cloud.adt().throttle(factor);
        cloud.dps().throttle(factor);
        cloud.eventHubs().faults().limitThroughput((int) Math.max(1, Math.round(factor)));
    }

    /**
     * What becomes of the next requests of each server.
     *
     * @param times how many at each server
     */
    public void nextRequests(int times, HttpFault fault) {
        http(faults -> faults.add(times, call -> true, fault));
    }

    /** Queries do not see for so long what was written; reads by id do at once. */
    public void queryLag(Duration lag) {
        cloud.graph().letQueriesLag(lag);
    }

    /** Cuts every connection that is open for MQTT or AMQP. Says how many there were. */
    public int cutConnections() {
        return mqtt().stream().mapToInt(MqttControl::dropConnections).sum()
                + cloud.eventHubs().faults().dropConnections();
    }

    /** The way of the hubs' events: repeated, late, held back, in another order. */
    public EventWeather events() {
        return cloud.world().events();
    }

    /** Fine weather again. What was held back stays so until it is released, and what is late stays late. */
    public void clear() {
        http(faults -> {
            faults.clear();
            faults.latency(Duration.ZERO);
            faults.limits().clear();
        });
        queryLag(Duration.ZERO);
        events().clearUp();
        EventHubsFaults eventHubs = cloud.eventHubs().faults();
        eventHubs.delayDeliveries(Duration.ZERO);
        eventHubs.limitThroughput(0);
        mqtt().forEach(control -> control.delay(Duration.ZERO));
    }

    private void http(Consumer<HttpFaults> change) {
        List<HttpFaults> all = new ArrayList<>(List.of(
                cloud.adt().faults(), cloud.dps().faults(), cloud.identity().faults()));
        cloud.iotHubs().stream().map(LocalIotHub::faults).forEach(all::add);
        all.forEach(change);
    }

    private List<MqttControl> mqtt() {
        List<MqttControl> all = new ArrayList<>();
        if (cloud.hasMqtt()) {
            all.add(cloud.dps().mqtt());
            cloud.iotHubs().stream().map(LocalIotHub::mqtt).forEach(all::add);
        }
        return all;
    }
}
