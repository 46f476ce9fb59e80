package io.twinlifecycle.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.world.EventFilters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CloudWeatherTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");

    @RegisterExtension
    final LocalCloudExtension clouds =
            new LocalCloudExtension(with -> with.withMqtt().timeSource(new VirtualTime()));

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void hitsEveryServerAndClearsUp(LocalCloud cloud) throws Exception {
        List<Integer> fine = statuses(cloud);
        assertThat(fine).as("nobody fails by itself").allMatch(status -> status < 500);

        cloud.weather().nextRequests(1, HttpFault.answer(503));
        assertThat(statuses(cloud)).as("the next request of each").containsOnly(503);
        assertThat(statuses(cloud)).as("and no other").isEqualTo(fine);

        cloud.weather().nextRequests(5, HttpFault.answer(503));
        cloud.weather().clear();
        assertThat(statuses(cloud)).isEqualTo(fine);
    }

    @Test
    void throttlesToAShareOfTheDocumentedLimits(LocalCloud cloud) throws Exception {
        cloud.weather().throttle(0.001); // one read a second
        get(adt(cloud));
        assertThat(get(adt(cloud))).as("the second read of this second").isEqualTo(429);

        cloud.weather().clear();
        assertThat(get(adt(cloud))).isEqualTo(404);
    }

    @Test
    void makesAnswersSlow(LocalCloud cloud) throws Exception {
        cloud.weather().latency(Duration.ofMillis(300));
        long start = System.nanoTime();
        get(adt(cloud));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void makesEventsComeTwice(LocalCloud cloud) {
        cloud.weather().events().duplicate(EventFilters.all(), 2);
        cloud.world().hub("hub-a").create(DEVICE);
        assertThat(cloud.eventHubs().events("lifecycleevents")).hasSize(2);

        cloud.weather().clear();
        cloud.world().hub("hub-a").delete(DEVICE);
        assertThat(cloud.eventHubs().events("lifecycleevents")).hasSize(3);
    }

    private List<Integer> statuses(LocalCloud cloud) throws Exception {
        List<URI> all = Stream.concat(
                        Stream.of(
                                adt(cloud),
                                cloud.dps().httpEndpoint().resolve("/x"),
                                cloud.identity().endpoint()),
                        cloud.iotHubs().stream().map(hub -> hub.httpEndpoint().resolve("/x")))
                .toList();
        List<Integer> statuses = new ArrayList<>();
        for (URI each : all) {
            statuses.add(get(each));
        }
        return statuses.stream().map(status -> status == 501 ? 404 : status).toList();
    }

    private static URI adt(LocalCloud cloud) {
        return cloud.adt().httpEndpoint().resolve("/digitaltwins/none?api-version=2023-10-31");
    }

    private int get(URI uri) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer any")
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
