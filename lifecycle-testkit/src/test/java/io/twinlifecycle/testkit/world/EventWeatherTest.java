package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventWeatherTest {

    private static final DeviceId ONE = new DeviceId("one");
    private static final DeviceId TWO = new DeviceId("two");

    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final VirtualHub hub = world.addHub("hub-a");
    private final EventWeather unit = world.events();
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void listen() {
        world.onEvent(event -> seen.add(label(event)));
    }

    @Test
    void deliversEachEventOnceAndInOrderAtFirst() {
        hub.create(ONE);
        hub.create(TWO);
        hub.delete(ONE);
        assertThat(seen).containsExactly("create one", "create two", "delete one");
    }

    @Test
    void routesDeletionsOnlyModulesIncludedAsTheArticleDoes() {
        unit.route(EventFilters.deletions());
        hub.create(ONE);
        hub.createModule(ONE, "m");
        hub.delete(ONE);
        assertThat(seen).containsExactly("delete one/m", "delete one");
    }

    @Test
    void repeatsEvents() {
        unit.duplicate(EventFilters.creations(), 3);
        hub.create(ONE);
        hub.delete(ONE);
        assertThat(seen).containsExactly("create one", "create one", "create one", "delete one");
        assertThatThrownBy(() -> unit.duplicate(EventFilters.all(), 0)).hasMessageContaining("0");
    }

    @Test
    void delaysEventsSoThatLaterOnesOvertakeThem() {
        unit.delay(EventFilters.creations(), Duration.ofSeconds(10));
        hub.create(ONE);
        hub.delete(ONE);
        time.advance(Duration.ofSeconds(9));
        unit.deliverDue();
        assertThat(seen).containsExactly("delete one");

        time.advance(Duration.ofSeconds(1));
        unit.deliverDue();
        assertThat(seen).containsExactly("delete one", "create one");
    }

    @Test
    void deliversDelayedEventsWithTheNextThingThatHappens() {
        unit.delay(EventFilters.ofDevice(ONE), Duration.ofSeconds(10));
        hub.create(ONE);
        time.advance(Duration.ofSeconds(11));
        hub.create(TWO);
        assertThat(seen).containsExactly("create one", "create two");
    }

    @Test
    void holdsEventsBackUntilTheyAreReleased() {
        unit.holdBack(EventFilters.fromHub(hub.name()));
        hub.create(ONE);
        unit.clearUp();
        hub.create(TWO);
        assertThat(unit.held()).hasSize(1);

        unit.release();
        assertThat(seen).containsExactly("create two", "create one");
        assertThat(unit.held()).isEmpty();
    }

    @Test
    void shufflesWhatItReleases() {
        unit.holdBack(EventFilters.all());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            hub.create(new DeviceId("d" + i));
            expected.add("create d" + i);
        }
        unit.release(new Random(1));
        assertThat(seen)
                .hasSize(20)
                .containsExactlyInAnyOrderElementsOf(expected)
                .isNotEqualTo(expected);
    }

    @Test
    void goesOnWhenAListenerFails() {
        DeviceWorld other = new DeviceWorld(time);
        List<EventEnvelope> heard = new ArrayList<>();
        other.onEvent(event -> {
            throw new IllegalStateException("scripted");
        });
        other.onEvent(heard::add);
        other.addHub("hub-a").create(ONE);
        assertThat(heard).hasSize(1);
    }

    @Test
    void letsAListenerChangeTheWorldAndKeepsTheOrder() {
        DeviceWorld other = new DeviceWorld(time);
        VirtualHub itsHub = other.addHub("hub-a");
        other.onEvent(event -> {
            if (label(event).equals("create one")) {
                itsHub.delete(ONE);
            }
        });
        other.onEvent(event -> seen.add(label(event)));
        itsHub.create(ONE);
        assertThat(seen)
                .as("the second listener hears of the creation before both hear of the deletion")
                .containsExactly("create one", "delete one");
    }

    @Test
    void sendsAnyEventPastTheWeather() {
        unit.holdBack(EventFilters.all());
        hub.create(ONE);
        unit.send(unit.held().get(0));
        assertThat(seen).containsExactly("create one");
    }

    private static String label(EventEnvelope event) {
        Object module = event.properties().get("moduleId");
        return String.valueOf(event.properties().get("opType")).replace("DeviceIdentity", " ")
                + event.properties().get("deviceId")
                + (module == null ? "" : "/" + module);
    }
}
