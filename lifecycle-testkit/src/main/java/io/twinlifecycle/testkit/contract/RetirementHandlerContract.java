package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeFact;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.FakeDeviceRegistry;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.twins.RetirementMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link io.twinlifecycle.retirement.RetirementHandler}, R1 to R33. Extend it, supply a fixture, and all of them run; none
 * is skipped. R1 to R18 are about deletions, R19 and R20 about what retiring means, R21 to R27 about creations, R28 to R33
 * about what happens at the same time and whose twin it is. The models are those of
 * {@link SampleModels}.
 */
public abstract class RetirementHandlerContract extends DeviceReturnRules {

    private static final int MANY = 25;

    /** For subclasses. */
    protected RetirementHandlerContract() {}

    @Test
    @DisplayName("R1 a deletion removes the twin and all its relationships, both ways, and nothing else")
    void retiresATwinWithItsRelationships() {
        open();
        registerFirst(HUB_A, 1);
        givenTwin(ROOM, SampleModels.SPACE, Map.of("areaInSquareMetres", 12.5));
        TwinId other = new TwinId("room-2");
        givenTwin(other, SampleModels.SPACE, Map.of());
        List<Relationship> own = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            own.add(givenRelationship(ROOM, "in-" + i, "contains", TWIN));
            own.add(givenRelationship(TWIN, "out-" + i, "isIn", ROOM));
        }
        Relationship neighbours = givenRelationship(ROOM, "next-to", "contains", other);
        StoredTwin room = stored(ROOM);

        RetirementOutcome outcome = handle(event(LifecycleEvent.Kind.DELETED, DEVICE, HUB_A, 10));

        assertThat(outcome.kind()).isEqualTo(Kind.RETIRED);
        assertThat(outcome.relationshipsDeleted()).isEqualTo(2 * MANY);
        assertThat(find(TWIN)).isEmpty();
        assertThat(own).noneMatch(this::exists);
        assertThat(exists(neighbours)).isTrue();
        assertThat(stored(ROOM)).isEqualTo(room);
    }

    @Test
    @DisplayName("R2 a deletion that is delivered again finds nothing to do")
    void isIdempotent() {
        open();
        registerFirst(HUB_A, 1);

        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.RETIRED);
        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.ALREADY_GONE);
    }

    @Test
    @DisplayName("R3 a deletion that is older than the device's last registration there is too late to matter")
    void ignoresAReplayedDeletion() {
        open();
        registerFirst(HUB_A, 1);
        deleted(HUB_A, 10);
        registerFirst(HUB_A, 20);

        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.KEPT_ALIVE);

        assertThat(find(TWIN)).isPresent();
    }

    @Test
    @DisplayName("R4 a deletion from the hub that a device moved away from is noted, and the twin kept")
    void keepsADeviceThatMoved() {
        open();
        registerFirst(HUB_A, 1);
        register(HUB_B, 10);

        assertThat(deleted(HUB_A, 11)).isEqualTo(Kind.NOTED_DELETED);
        assertThat(life().map().fact(HUB_A.name())).contains(new LifeFact(LifeFact.State.DELETED, at(11)));
        assertThat(deleted(HUB_A, 11)).as("again").isEqualTo(Kind.NOTED_DELETED);

        assertThat(deleted(HUB_B, 20)).isEqualTo(Kind.RETIRED);
    }

    @Test
    @DisplayName("R5 events of two hubs lead to the same end in either order")
    void takesEventsOfTwoHubsInAnyOrder() {
        open();
        registerFirst(HUB_A, 1);
        register(HUB_B, 10);

        assertThat(deleted(HUB_B, 20))
                .as("the deletion of the old hub is still on its way")
                .isEqualTo(Kind.NOTED_DELETED);
        assertThat(deleted(HUB_A, 11)).isEqualTo(Kind.RETIRED);
    }

    @Test
    @DisplayName("R6 a twin that names another device is left alone, even one whose id differs in case alone")
    void leavesTwinsOfOthersAlone() {
        open();
        registerFirst(HUB_A, 1);
        StoredTwin before = stored(TWIN);

        assertThat(handle(event(LifecycleEvent.Kind.DELETED, new DeviceId("Dev-1"), HUB_A, 10))
                        .kind())
                .as("to a hub, Dev-1 is another device")
                .isEqualTo(Kind.KEPT_NOT_OURS);
        assertThat(handle(tagged(new DeviceId("dev-2"), TWIN)).kind())
                .as("a tag that points to somebody else's twin")
                .isEqualTo(Kind.KEPT_NOT_OURS);

        assertThat(stored(TWIN)).isEqualTo(before);
    }

    @Test
    @DisplayName("R7 the twin is found by the tag dtId of the event's body, else by the id mapping")
    void findsTheTwinByItsTag() {
        open();
        TwinId elsewhere = new TwinId("under-another-name");
        givenTwin(elsewhere, MODEL, withSensor(Map.of("deviceId", "dev-1")));

        assertThat(handle(tagged(DEVICE, elsewhere)).kind()).isEqualTo(Kind.RETIRED);
        assertThat(find(elsewhere)).isEmpty();

        registerFirst(HUB_A, 1);
        assertThat(handle(tagged(DEVICE, elsewhere)).kind())
                .as("the tag is out of date")
                .isEqualTo(Kind.RETIRED);
    }

    @Test
    @DisplayName("R8 telemetry that changes the twin between read and deletion does not save it")
    void retiresATwinThatTelemetryKeepsChanging() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        fixture.beforeNextTwinWrite(() -> setByOthers(TWIN, "targetTemperature", 30.0));

        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.RETIRED);
    }

    @Test
    @DisplayName(
            "R9 a device that returns between read and deletion keeps its twin, and its relationships are put back")
    void putsRelationshipsBack() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        givenTwin(ROOM, SampleModels.SPACE, Map.of());
        Relationship in = givenRelationship(ROOM, "in", "contains", TWIN);
        Relationship out = givenRelationship(TWIN, "out", "isIn", ROOM);
        // The first deletion only learns that there are relationships; the device returns before the second.
        fixture.beforeNextTwinWrite(() -> fixture.beforeNextTwinWrite(
                () -> fixture.factory().findOrCreate(request(DEVICE, HUB_A, MODEL, at(20), false))));

        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.KEPT_ALIVE);

        assertThat(find(TWIN)).isPresent();
        assertThat(store().findRelationship(in.ref(), deadline()))
                .as("with its properties")
                .contains(in);
        assertThat(store().findRelationship(out.ref(), deadline())).contains(out);
    }

    @Test
    @DisplayName("R10 a relationship that others add while the twin is retired goes too")
    void removesRelationshipsThatAreAddedMeanwhile() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        givenTwin(ROOM, SampleModels.SPACE, Map.of());
        givenRelationship(ROOM, "in-1", "contains", TWIN);
        fixture.beforeNextTwinWrite(
                () -> fixture.beforeNextTwinWrite(() -> givenRelationship(ROOM, "in-2", "contains", TWIN)));

        RetirementOutcome outcome = handle(event(LifecycleEvent.Kind.DELETED, DEVICE, HUB_A, 10));

        assertThat(outcome.kind()).isEqualTo(Kind.RETIRED);
        assertThat(outcome.relationshipsDeleted()).isEqualTo(2);
        assertThat(countRelationships(ROOM)).isZero();
    }

    @Test
    @DisplayName("R11 many deliveries of one deletion at once all succeed, and the twin is gone")
    void retiresOnceUnderConcurrency() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        givenTwin(ROOM, SampleModels.SPACE, Map.of());
        for (int i = 0; i < MANY; i++) {
            givenRelationship(ROOM, "in-" + i, "contains", TWIN);
        }
        LifecycleEvent event = event(LifecycleEvent.Kind.DELETED, DEVICE, HUB_A, 10);

        List<RetirementOutcome> outcomes = Race.run(number -> fixture.handler().handle(event, deadline()));

        assertThat(outcomes)
                .extracting(RetirementOutcome::kind)
                .isSubsetOf(Kind.RETIRED, Kind.ALREADY_GONE)
                .contains(Kind.RETIRED);
        assertThat(find(TWIN)).isEmpty();
        assertThat(countRelationships(ROOM)).isZero();
    }

    @Test
    @DisplayName("R12 a life map that cannot be read is a fault for good, and the twin is left alone")
    void touchesNothingIfItCannotReadTheMap() {
        open();
        givenTwin(TWIN, MODEL, withSensor(Map.of("deviceId", "dev-1", "lifeMap", "scribble")));
        StoredTwin before = stored(TWIN);

        assertThatThrownBy(() -> deleted(HUB_A, 10))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining("life map");

        assertThat(stored(TWIN)).isEqualTo(before);
    }

    @Test
    @DisplayName("R13 when the deadline is over it fails as a fault that may pass, and the twin is left alone")
    void keepsTheDeadline() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        LifecycleEvent event = event(LifecycleEvent.Kind.DELETED, DEVICE, HUB_A, 10);

        assertThatThrownBy(() -> fixture.handler().handle(event, Deadline.after(Duration.ZERO, time)))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.isRetryable()).isTrue());

        assertThat(find(TWIN)).isPresent();
    }

    @Test
    @DisplayName(
            "R14 a deletion too soon after an assignment for two clocks to tell keeps the twin, unless a registry settles it")
    void allowsForClockSkew() {
        open(settings().clockSkew(Duration.ofSeconds(2)));
        registerFirst(HUB_A, 1);
        assertThat(deleted(HUB_A, 2.5)).isEqualTo(Kind.KEPT_ALIVE);
        assertThat(created(HUB_A, 1.5)).isEqualTo(Kind.NOTED_ALIVE);
        assertThat(deleted(HUB_A, 2.5))
                .as("the hub's own clock said created before")
                .isEqualTo(Kind.RETIRED);

        closeFixture();
        FakeDeviceRegistry registry = new FakeDeviceRegistry();
        open(settings().clockSkew(Duration.ofSeconds(2)).registry(registry));
        registerFirst(HUB_A, 1);
        registry.register(HUB_A.name(), DEVICE);
        assertThat(deleted(HUB_A, 2.5)).isEqualTo(Kind.KEPT_ALIVE);
        registry.remove(HUB_A.name(), DEVICE);
        assertThat(deleted(HUB_A, 2.5)).isEqualTo(Kind.RETIRED);
    }

    @Test
    @DisplayName("R15 of a model without a life map, a registry has the say, and without one the event")
    void asksTheRegistryWhereThereIsNoMap() {
        FakeDeviceRegistry registry = new FakeDeviceRegistry();
        open(settings().registry(registry));
        givenTwin(TWIN, SampleModels.THERMOSTAT, withSensor(Map.of()));
        registry.register(HUB_A.name(), DEVICE);
        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.KEPT_ALIVE);
        registry.remove(HUB_A.name(), DEVICE);
        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.RETIRED);

        closeFixture();
        open();
        givenTwin(TWIN, SampleModels.THERMOSTAT, withSensor(Map.of()));
        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.RETIRED);
    }

    @Test
    @DisplayName("R16 without creation events a registry is asked before a twin goes, and if it fails the twin stays")
    void asksTheRegistryWhereCreationsAreNotRouted() {
        FakeDeviceRegistry registry = new FakeDeviceRegistry();
        open(settings().registry(registry).creationEventsRouted(false));
        registerFirst(HUB_A, 1);
        registry.register(HUB_A.name(), DEVICE);
        assertThat(deleted(HUB_A, 10))
                .as("created anew by a write of DPS that came after")
                .isEqualTo(Kind.KEPT_ALIVE);

        registry.failNext(LifecycleException.collaboratorFailed("the registry is down", null));
        assertThatThrownBy(() -> deleted(HUB_A, 10))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.isRetryable()).isTrue());
        assertThat(find(TWIN)).isPresent();
    }

    @Test
    @DisplayName("R17 a vetoed twin stays as it is")
    void heedsTheVeto() {
        open(settings().veto((twin, event) -> Optional.of("under legal hold")));
        registerFirst(HUB_A, 1);
        StoredTwin before = stored(TWIN);

        RetirementOutcome outcome = handle(event(LifecycleEvent.Kind.DELETED, DEVICE, HUB_A, 10));

        assertThat(outcome.kind()).isEqualTo(Kind.KEPT_VETOED);
        assertThat(outcome.why()).isEqualTo("under legal hold");
        assertThat(stored(TWIN)).isEqualTo(before);
    }

    @Test
    @DisplayName("R18 a relationship that others delete meanwhile is no fault, and is not put back")
    void survivesRelationshipsThatVanish() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        givenTwin(ROOM, SampleModels.SPACE, Map.of());
        Relationship in = givenRelationship(ROOM, "in", "contains", TWIN);
        fixture.beforeNextTwinWrite(() -> store().deleteRelationship(in.ref(), deadline()));

        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.RETIRED);
        assertThat(store().findRelationship(new RelationshipRef(ROOM, "in"), deadline()))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "R19 retiring in MARK mode detaches the twin and says since when; the device gets it back when it returns")
    void marksIfTold() {
        open(settings().mode(RetirementMode.MARK));
        registerFirst(HUB_A, 1);
        givenTwin(ROOM, SampleModels.SPACE, Map.of());
        givenRelationship(ROOM, "in", "contains", TWIN);

        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.MARKED);
        assertThat(life().retiredAt()).contains(at(10).toString());
        assertThat(life().map().isAlive()).isFalse();
        assertThat(countRelationships(ROOM)).isZero();
        assertThat(deleted(HUB_A, 10)).as("again").isEqualTo(Kind.MARKED);

        register(HUB_A, 20);
        assertThat(life().retiredAt()).isEmpty();
        assertThat(life().map().isAlive()).isTrue();
    }

    @Test
    @DisplayName("R20 retiring in KEEP mode notes the deletion and keeps twin and relationships")
    void keepsIfTold() {
        open(settings().mode(RetirementMode.KEEP));
        registerFirst(HUB_A, 1);
        givenTwin(ROOM, SampleModels.SPACE, Map.of());
        Relationship in = givenRelationship(ROOM, "in", "contains", TWIN);

        assertThat(deleted(HUB_A, 10)).isEqualTo(Kind.KEPT_BY_MODE);

        assertThat(life().map().isAlive()).isFalse();
        assertThat(exists(in)).isTrue();
    }
}
