package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeFact;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.FakeDeviceRegistry;
import io.twinlifecycle.testkit.SampleModels;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules R28 to R33: devices that come and go while an event is handled, and twins that are not theirs. */
abstract class DeviceReturnRules extends CreationRules {

    @Test
    @DisplayName("R28 a deletion that is noted forgets nothing that others note meanwhile")
    void mergesWhatIsNotedMeanwhile() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        register(HUB_B, 2);
        fixture.beforeNextTwinWrite(() -> register(HUB_B, 12));

        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.NOTED_DELETED);

        assertThat(life().map().fact(HUB_A.name())).contains(new LifeFact(LifeFact.State.DELETED, at(10)));
        assertThat(life().map().fact(HUB_B.name())).contains(new LifeFact(LifeFact.State.ASSIGNED, at(12)));
    }

    @Test
    @DisplayName("R29 a device that is back before its deletion is handled keeps its twin, where a registry can tell")
    void asksTheRegistryBeforeEveryRetirement() {
        FakeDeviceRegistry registry = new FakeDeviceRegistry();
        open(settings().registry(registry).creationEventsRouted(true));
        registerFirst(HUB_A, 1);
        created(HUB_A, 2);
        registry.register(HUB_A.name(), DEVICE);

        assertThat(deleted(HUB_A, 10))
                .as("created anew at 12, and that event is still on its way")
                .isEqualTo(Kind.KEPT_ALIVE);

        registry.remove(HUB_A.name(), DEVICE);
        assertThat(deleted(HUB_A, 20)).isEqualTo(Kind.RETIRED);
    }

    @Test
    @DisplayName("R30 a tag that points to somebody else's twin does not keep the device's own from going")
    void looksForTheDevicesOwnTwinToo() {
        open();
        TwinId elses = new TwinId("elses");
        givenTwin(elses, MODEL, withSensor(Map.of("deviceId", "somebody-else")));
        StoredTwin before = stored(elses);
        registerFirst(HUB_A, 1);

        assertThat(handle(tagged(DEVICE, elses)).kind()).isEqualTo(Kind.RETIRED);

        assertThat(find(TWIN)).isEmpty();
        assertThat(stored(elses)).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "R31 a twin that names no device and is of another kind than the event's, such as a room, is left alone")
    void leavesTwinsThatAreNoDevicesAlone() {
        open();
        givenTwin(ROOM, SampleModels.SPACE, Map.of("areaInSquareMetres", 12.5));
        StoredTwin before = stored(ROOM);

        assertThat(handle(tagged(DEVICE, ROOM)).kind())
                .as("anyone may write a tag")
                .isEqualTo(Kind.KEPT_NOT_OURS);
        assertThat(handle(event(LifecycleEvent.Kind.DELETED, new DeviceId("room-1"), HUB_A, 10))
                        .kind())
                .as("a thermostat of that name")
                .isEqualTo(Kind.KEPT_NOT_OURS);

        assertThat(stored(ROOM)).isEqualTo(before);
    }

    @Test
    @DisplayName("R32 a device that goes while a creation event makes its twin leaves no ghost")
    void makesNoGhostOfADeviceThatGoesMeanwhile() {
        FakeDeviceRegistry registry = new FakeDeviceRegistry();
        registry.register(HUB_A.name(), DEVICE);
        AtomicBoolean goes = new AtomicBoolean(true);
        open(settings().registry(registry).template(device -> {
            if (goes.get()) {
                registry.remove(HUB_A.name(), DEVICE);
            }
            return Map.of();
        }));

        assertThat(created(HUB_A, 1)).isEqualTo(Kind.IGNORED);
        assertThat(find(TWIN)).isEmpty();

        goes.set(false);
        registry.register(HUB_A.name(), DEVICE);
        assertThat(created(HUB_A, 5)).isEqualTo(Kind.CREATED);
    }

    @Test
    @DisplayName("R33 an event of a device whose id can name no twin is a fault for good")
    void refusesIdsThatCanNameNoTwin() {
        open(settings().eventsInOrder(true));
        for (LifecycleEvent.Kind kind : LifecycleEvent.Kind.values()) {
            assertThatThrownBy(() -> handle(event(kind, new DeviceId(".."), HUB_A, 1)))
                    .isInstanceOfSatisfying(
                            LifecycleException.class,
                            e -> assertThat(e.isRetryable()).isFalse());
        }
    }
}
