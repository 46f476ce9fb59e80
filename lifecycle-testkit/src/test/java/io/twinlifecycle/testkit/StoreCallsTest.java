package io.twinlifecycle.testkit;

import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.CREATE;
import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.DELETE;
import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.DELETE_RELATIONSHIP;
import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.DESCRIBE;
import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.FIND;
import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.FIND_RELATIONSHIP;
import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.INCOMING;
import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.OUTGOING;
import static io.twinlifecycle.testkit.InMemoryTwinStore.Operation.PATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.TwinResult.Change;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import io.twinlifecycle.testkit.InMemoryTwinStore.Call;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** P7 in numbers: what each path costs in calls to the store. Descriptions of models are left out, since adapters cache them. */
class StoreCallsTest {

    private final OneDevice world = new OneDevice();

    @Test
    void aNewDeviceCostsOneCall() {
        assertThat(world.registerFirst("hub-a", 1)).isEqualTo(Change.CREATED);
        assertThat(calls()).containsExactly(CREATE);
    }

    @Test
    void aKnownDeviceOnItsHubCostsOneCallWhereCreationEventsAreRouted() {
        world.with(settings -> settings.creationEventsRouted(true));
        world.registerFirst("hub-a", 1);
        world.store.forgetCalls();

        assertThat(world.register("hub-a", 2)).isEqualTo(Change.FOUND);
        assertThat(calls()).containsExactly(FIND);
    }

    @Test
    void aKnownDeviceOnItsHubCostsTwoCallsWhereTheyAreNot() {
        world.registerFirst("hub-a", 1);
        world.store.forgetCalls();

        assertThat(world.register("hub-a", 2)).isEqualTo(Change.NOTED);
        assertThat(calls()).containsExactly(FIND, PATCH);
    }

    @Test
    void aModelThatDeclaresTheLifeMapAloneCostsNoMore() {
        world.with(settings -> settings.creationEventsRouted(true));
        world.modelWithLifeMapAlone();
        world.registerFirst("hub-a", 1);
        world.store.forgetCalls();

        assertThat(world.register("hub-a", 2)).isEqualTo(Change.FOUND);
        assertThat(calls()).containsExactly(FIND);
    }

    @Test
    void aDeviceThatMovesCostsTwoCalls() {
        world.with(settings -> settings.creationEventsRouted(true));
        world.registerFirst("hub-a", 1);
        world.store.forgetCalls();

        assertThat(world.register("hub-b", 2)).isEqualTo(Change.NOTED);
        assertThat(calls()).containsExactly(FIND, PATCH);
    }

    @Test
    void aDeviceThatDpsForgotCostsThreeCalls() {
        world.registerFirst("hub-a", 1);
        world.store.forgetCalls();

        assertThat(world.registerFirst("hub-a", 2)).isEqualTo(Change.NOTED);
        assertThat(calls()).containsExactly(CREATE, FIND, PATCH);
    }

    @Test
    void retiringATwinWithoutRelationshipsCostsTwoCalls() {
        world.registerFirst("hub-a", 1);
        world.store.forgetCalls();

        assertThat(world.handle(LifecycleEvent.Kind.DELETED, "hub-a", 10)).isEqualTo(Kind.RETIRED);
        assertThat(calls()).containsExactly(FIND, DELETE);
    }

    @Test
    void retiringATwinWithOutgoingRelationshipsCostsFiveCallsAndOneForEach() {
        world.registerFirst("hub-a", 1);
        IntStream.range(0, 7).forEach(i -> world.relate("dev-1", "out-" + i, "isIn", "room-1"));
        world.store.forgetCalls();

        assertThat(world.handle(LifecycleEvent.Kind.DELETED, "hub-a", 10)).isEqualTo(Kind.RETIRED);
        assertThat(calls())
                .as("read, deletion that learns of relationships, two lists, the relationships, deletion")
                .hasSize(5 + 7);
        assertThat(count(DELETE_RELATIONSHIP)).isEqualTo(7);
        assertThat(count(DELETE)).isEqualTo(2);
    }

    @Test
    void anIncomingRelationshipCostsOneMoreReadSinceItMayHaveToBePutBack() {
        world.registerFirst("hub-a", 1);
        IntStream.range(0, 7).forEach(i -> world.relate("room-1", "in-" + i, "contains", "dev-1"));
        world.store.forgetCalls();

        assertThat(world.handle(LifecycleEvent.Kind.DELETED, "hub-a", 10)).isEqualTo(Kind.RETIRED);
        assertThat(calls()).hasSize(5 + 7 + 7);
        assertThat(count(FIND_RELATIONSHIP)).isEqualTo(7);
        assertThat(count(OUTGOING) + count(INCOMING)).isEqualTo(2);
    }

    @Test
    void aRepeatedDeletionCostsOneCall() {
        world.registerFirst("hub-a", 1);
        world.handle(LifecycleEvent.Kind.DELETED, "hub-a", 10);
        world.store.forgetCalls();

        assertThat(world.handle(LifecycleEvent.Kind.DELETED, "hub-a", 10)).isEqualTo(Kind.ALREADY_GONE);
        assertThat(calls()).containsExactly(FIND);
    }

    @Test
    void aCreationEventCostsTwoCallsAndItsRepetitionOne() {
        world.registerFirst("hub-a", 1);
        world.store.forgetCalls();

        assertThat(world.handle(LifecycleEvent.Kind.CREATED, "hub-a", 2)).isEqualTo(Kind.NOTED_ALIVE);
        assertThat(calls()).containsExactly(FIND, PATCH);

        world.store.forgetCalls();
        assertThat(world.handle(LifecycleEvent.Kind.CREATED, "hub-a", 2)).isEqualTo(Kind.IGNORED);
        assertThat(calls()).containsExactly(FIND);
    }

    private List<Operation> calls() {
        return world.store.calls().stream()
                .map(Call::operation)
                .filter(operation -> operation != DESCRIBE)
                .toList();
    }

    private long count(Operation operation) {
        return world.store.count(operation);
    }
}
