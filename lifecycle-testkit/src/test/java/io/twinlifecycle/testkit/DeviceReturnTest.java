package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.provisioning.TwinResult.Change;
import io.twinlifecycle.retirement.DeviceRegistry;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import io.twinlifecycle.twins.RetirementMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A device that returns between any two steps of its retirement, and calls that fail or whose answer is lost on the way. */
class DeviceReturnTest {

    private final LifecycleException down = LifecycleException.storeUnavailable("down", null);

    private final OneDevice world = new OneDevice();
    private final InMemoryTwinStore store = world.store;

    /** Otherwise the first hub's fact would keep the twin when the second hub's deletion comes. */
    @Test
    void notesADeletionTooCloseToTellIfTheRegistryHasTheDeviceElsewhere() {
        world.registerFirst("hub-a", 0);
        world.register("hub-b", 1);
        world.with(settings -> settings.registry(onlyOn("hub-b")));
        assertThat(world.deleted("hub-a", 1)).isEqualTo(Kind.NOTED_DELETED);

        world.with(settings -> settings.registry(onlyOn("no-hub")));
        assertThat(world.deleted("hub-b", 20)).isEqualTo(Kind.RETIRED);

        assertThat(world.twin()).isEmpty();
    }

    @Test
    void keepsATwinWhoseDeviceTheRegistryHasElsewhereThoughNoEventToldOfIt() {
        world.registerFirst("hub-a", 0);
        world.with(settings -> settings.registry(onlyOn("hub-b")));

        assertThat(world.deleted("hub-a", 1_000)).isEqualTo(Kind.NOTED_DELETED);

        assertThat(world.twin()).isPresent();
    }

    private static DeviceRegistry onlyOn(String only) {
        return new DeviceRegistry() {
            @Override
            public boolean isRegistered(HubName hub, DeviceId device, Deadline deadline) {
                return hub.value().equals(only);
            }

            @Override
            public boolean livesAnywhere(HubName hub, DeviceId device, Deadline deadline) {
                return only.equals("hub-b");
            }
        };
    }

    @Test
    void triesAgainWhatCannotBePutBackAtOnce() {
        Relationship in = deviceWithRelationship();
        beforeSecondDelete(() -> world.register("hub-a", 20));
        store.failNext(Operation.CREATE_RELATIONSHIP, down);
        store.failNext(Operation.CREATE_RELATIONSHIP, down);

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.KEPT_ALIVE);

        assertThat(store.peek(in.ref())).contains(in);
    }

    @Test
    void putsBackEvenIfTheTimeOfTheEventIsUsedUp() {
        Relationship in = deviceWithRelationship();
        beforeSecondDelete(() -> world.register("hub-a", 20));
        store.beforeNext(Operation.CREATE_RELATIONSHIP, () -> world.time.advance(Duration.ofSeconds(31)));

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.KEPT_ALIVE);

        assertThat(store.peek(in.ref())).contains(in);
    }

    @Test
    void putsBackWhatAnEarlierAttemptHadRemoved() {
        Relationship in = deviceWithRelationship();
        store.failNth(Operation.DELETE, 2, down);
        assertThatThrownBy(() -> world.deleted("hub-a", 10)).isSameAs(down);
        assertThat(store.peek(in.ref())).isEmpty();

        world.register("hub-a", 20);

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.KEPT_ALIVE);
        assertThat(store.peek(in.ref())).contains(in);
    }

    @Test
    void putsBackWhatAnEarlierAttemptCouldNotPutBack() {
        Relationship in = deviceWithRelationship();
        beforeSecondDelete(() -> world.register("hub-a", 20));
        for (int round = 0; round < 5; round++) {
            store.failNext(Operation.CREATE_RELATIONSHIP, down);
        }
        assertThatThrownBy(() -> world.deleted("hub-a", 10)).isSameAs(down);
        assertThat(store.peek(in.ref())).isEmpty();

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.KEPT_ALIVE);
        assertThat(store.peek(in.ref())).contains(in);
    }

    @Test
    void doesNotSurpriseTheGraphWithWhatWasRemovedLongAgo() {
        Relationship in = deviceWithRelationship();
        store.failNth(Operation.DELETE, 2, down);
        assertThatThrownBy(() -> world.deleted("hub-a", 10)).isSameAs(down);
        world.register("hub-a", 20);

        world.time.advance(Duration.ofHours(1));

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.KEPT_ALIVE);
        assertThat(store.peek(in.ref())).isEmpty();
    }

    @Test
    void doesNotPutBackWhatOthersDeleted() {
        Relationship in = deviceWithRelationship();
        store.beforeNext(
                Operation.DELETE_RELATIONSHIP,
                () -> new InMemoryTwinStore(store.graph()).deleteRelationship(in.ref(), world.deadline()));
        beforeSecondDelete(() -> world.register("hub-a", 20));

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.KEPT_ALIVE);

        assertThat(store.peek(in.ref())).isEmpty();
    }

    @Test
    void retiresThoughOthersDeleteARelationshipAtTheSameTime() {
        Relationship in = deviceWithRelationship();
        store.beforeNext(
                Operation.DELETE_RELATIONSHIP,
                () -> new InMemoryTwinStore(store.graph()).deleteRelationship(in.ref(), world.deadline()));

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.RETIRED);

        assertThat(world.twin()).isEmpty();
    }

    @Test
    void theArticleTakesAMissingRelationshipForAMissingTwin() {
        Relationship in = deviceWithRelationship();
        world.asInTheArticle();
        store.beforeNext(
                Operation.DELETE_RELATIONSHIP,
                () -> new InMemoryTwinStore(store.graph()).deleteRelationship(in.ref(), world.deadline()));

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.ALREADY_GONE);

        assertThat(world.twin()).as("a ghost").isPresent();
    }

    @Test
    void goesOnWhereAnAttemptThatTookTooLongHadStopped() {
        world.registerFirst("hub-a", 1);
        for (int i = 0; i < 7; i++) {
            world.relate("room-1", "in-" + i, "contains", "dev-1");
        }
        store.beforeEach(call -> {
            if (call.operation() == Operation.DELETE_RELATIONSHIP) {
                world.time.advance(Duration.ofSeconds(9));
            }
        });

        assertThatThrownBy(() -> world.deleted("hub-a", 10)).isInstanceOf(LifecycleException.class);
        assertThat(world.twin()).isPresent();
        assertThatThrownBy(() -> world.deleted("hub-a", 10)).isInstanceOf(LifecycleException.class);

        assertThat(world.deleted("hub-a", 10)).as("three, three and the last").isEqualTo(Kind.RETIRED);
    }

    @Test
    void marksATwinOnlyWhenAllItsRelationshipsAreGone() {
        world.with(settings -> settings.mode(RetirementMode.MARK));
        Relationship in = deviceWithRelationship();
        store.beforeNext(
                Operation.DELETE_RELATIONSHIP, () -> world.relate("room-1", "added-meanwhile", "contains", "dev-1"));

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.MARKED);

        assertThat(store.peek(in.ref())).isEmpty();
        assertThat(store.incoming(OneDevice.TWIN, Optional.empty(), world.deadline())
                        .items())
                .isEmpty();
    }

    @Test
    void givesADeviceThatReturnsWhileItIsMarkedItsRelationshipsBack() {
        world.with(settings -> settings.mode(RetirementMode.MARK));
        Relationship in = deviceWithRelationship();
        store.beforeNext(Operation.DELETE_RELATIONSHIP, () -> world.register("hub-a", 20));

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.KEPT_ALIVE);

        assertThat(store.peek(in.ref())).contains(in);
        assertThat(world.life().retiredAt()).isEmpty();
    }

    @Test
    void touchesNoTwinWhoseModelTheStoreDoesNotHaveAnyMore() {
        world.registerFirst("hub-a", 1);
        world.register("hub-b", 5);
        world.through(new ForwardingTwinStore(store) {
            @Override
            public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
                return Optional.empty();
            }
        });

        assertThatThrownBy(() -> world.deleted("hub-a", 10))
                .as("that it keeps no life map would be a guess")
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.isRetryable()).isFalse());
        assertThat(world.twin()).isPresent();
    }

    @Test
    void finishesARegistrationWhoseAnswersWereLost() {
        for (Operation lost : List.of(Operation.CREATE, Operation.PATCH)) {
            store.loseAnswer(lost, down);
        }
        assertThatThrownBy(() -> world.registerFirst("hub-a", 1)).isSameAs(down);
        assertThatThrownBy(() -> world.registerFirst("hub-a", 2))
                .as("found, but the answer to the change is lost")
                .isSameAs(down);

        assertThat(world.registerFirst("hub-a", 3)).isEqualTo(Change.NOTED);
        assertThat(world.life().deviceId()).contains("dev-1");
    }

    @Test
    void finishesARetirementWhoseAnswersWereLost() {
        Relationship in = deviceWithRelationship();
        store.loseAnswer(Operation.DELETE_RELATIONSHIP, down);
        assertThatThrownBy(() -> world.deleted("hub-a", 10)).isSameAs(down);
        assertThat(store.peek(in.ref())).isEmpty();

        store.loseAnswer(Operation.DELETE, down);
        assertThatThrownBy(() -> world.deleted("hub-a", 10)).isSameAs(down);

        assertThat(world.deleted("hub-a", 10)).isIn(Kind.RETIRED, Kind.ALREADY_GONE);
        assertThat(world.twin()).isEmpty();
    }

    @Test
    void putsARelationshipBackWhoseDeletionHadNoAnswer() {
        Relationship in = deviceWithRelationship();
        store.loseAnswer(Operation.DELETE_RELATIONSHIP, down);
        assertThatThrownBy(() -> world.deleted("hub-a", 10)).isSameAs(down);
        world.register("hub-a", 20);

        assertThat(world.deleted("hub-a", 10)).isEqualTo(Kind.KEPT_ALIVE);

        assertThat(store.peek(in.ref())).contains(in);
    }

    @Test
    void quotesWhatATwinSaysOfItsDevice() {
        world.registerFirst("hub-a", 1);
        store.patch(
                new TwinId("dev-1"),
                world.twin().orElseThrow().etag(),
                TwinPatch.empty().set(List.of("deviceId"), "x\n2030-01-01 INFO forged"),
                world.deadline());

        assertThat(world.outcome("hub-a", 10).why()).contains("names device").doesNotContain("\n");
    }

    private Relationship deviceWithRelationship() {
        world.registerFirst("hub-a", 1);
        return world.relate("room-1", "in", "contains", "dev-1");
    }

    /** The first deletion only learns that there are relationships. */
    private void beforeSecondDelete(Runnable action) {
        store.beforeNext(Operation.DELETE, () -> store.beforeNext(Operation.DELETE, action));
    }
}
