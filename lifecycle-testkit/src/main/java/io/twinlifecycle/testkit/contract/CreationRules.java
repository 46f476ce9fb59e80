package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeFact;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.FakeDeviceRegistry;
import io.twinlifecycle.testkit.SampleModels;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules R21 to R27: creation events. */
abstract class CreationRules extends LifecycleSuite {

    @Test
    @DisplayName("R21 a creation event is noted once, however often it comes")
    void notesThatTheDeviceWasCreated() {
        open();
        registerFirst(HUB_A, 1);

        assertThat(created(HUB_A, 2)).isEqualTo(Kind.NOTED_ALIVE);
        StoredTwin noted = stored(TWIN);
        assertThat(created(HUB_A, 2)).isEqualTo(Kind.IGNORED);

        assertThat(life().map().fact(HUB_A.name())).contains(new LifeFact(LifeFact.State.CREATED, at(2)));
        assertThat(stored(TWIN)).isEqualTo(noted);
    }

    @Test
    @DisplayName("R22 a creation event that is older than the deletion does not bring the device back")
    void ignoresALateCreation() {
        open();
        registerFirst(HUB_A, 1);
        register(HUB_B, 3);
        deleted(HUB_A, 10);

        assertThat(created(HUB_A, 2)).isEqualTo(Kind.IGNORED);
        assertThat(deleted(HUB_B, 20)).isEqualTo(Kind.RETIRED);
    }

    @Test
    @DisplayName("R23 a creation event makes a missing twin if the registry has the device, and no ghost if not")
    void createsAMissingTwinIfTheRegistryHasTheDevice() {
        FakeDeviceRegistry registry = new FakeDeviceRegistry();
        open(settings().registry(registry));
        assertThat(created(HUB_A, 1)).isEqualTo(Kind.IGNORED);
        assertThat(find(TWIN)).isEmpty();

        registry.register(HUB_A.name(), DEVICE);
        assertThat(created(HUB_A, 1)).isEqualTo(Kind.CREATED);
        assertThat(stored(TWIN).model()).isEqualTo(MODEL);
        assertThat(life().deviceId()).contains("dev-1");
    }

    @Test
    @DisplayName("R24 without a registry a creation event makes a missing twin only where events come in order")
    void createsAMissingTwinWhereEventsComeInOrder() {
        open();
        assertThat(created(HUB_A, 1)).isEqualTo(Kind.IGNORED);
        assertThat(find(TWIN)).isEmpty();

        closeFixture();
        open(settings().eventsInOrder(true));
        assertThat(created(HUB_A, 1)).isEqualTo(Kind.CREATED);
    }

    @Test
    @DisplayName(
            "R25 a missing twin gets the configured model if the event names none, and is not made if nothing does")
    void needsAModelToCreateATwin() {
        LifecycleEvent nameless = new LifecycleEvent(
                LifecycleEvent.Kind.CREATED,
                HUB_A.name(),
                DEVICE,
                at(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        open(settings().eventsInOrder(true));
        assertThat(handle(nameless).kind()).isEqualTo(Kind.IGNORED);

        closeFixture();
        open(settings().eventsInOrder(true).modelOfCreatedDevices(SampleModels.HELD_LIFE_THERMOSTAT));
        assertThat(handle(nameless).kind()).isEqualTo(Kind.CREATED);
        assertThat(stored(TWIN).model()).isEqualTo(SampleModels.HELD_LIFE_THERMOSTAT);
    }

    @Test
    @DisplayName("R26 a creation event leaves the twins of other devices alone, and survives a change meanwhile")
    void notesNothingInTwinsOfOthers() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        StoredTwin before = stored(TWIN);
        assertThat(handle(event(LifecycleEvent.Kind.CREATED, new DeviceId("DEV-1"), HUB_A, 2))
                        .kind())
                .isEqualTo(Kind.KEPT_NOT_OURS);
        assertThat(stored(TWIN)).isEqualTo(before);

        fixture.beforeNextTwinWrite(() -> setByOthers(TWIN, "targetTemperature", 30.0));
        assertThat(created(HUB_A, 2)).isEqualTo(Kind.NOTED_ALIVE);
        assertThat(stored(TWIN).contents()).containsEntry("targetTemperature", 30.0);
    }

    @Test
    @DisplayName("R27 a creation event finishes the twin of a device that was allocated while the store was down")
    void finishesADeviceThatWasAllocatedWithoutATwin() {
        FakeDeviceRegistry registry = new FakeDeviceRegistry();
        open(settings().registry(registry).creationEventsRouted(true));
        registry.register(HUB_A.name(), DEVICE);

        assertThat(created(HUB_A, 1)).isEqualTo(Kind.CREATED);
        assertThat(register(HUB_A, 5)).as("and the next registration finds it").isNotNull();
        assertThat(life().map().fact(HUB_A.name()).map(LifeFact::isAlive)).contains(true);
        assertThat(Map.copyOf(life().map().facts())).hasSize(1);
    }
}
