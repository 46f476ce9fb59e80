package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import io.twinlifecycle.testkit.world.RegistrationRecord.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleStoryTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");

    private final Fleet fleet = new Fleet("hub-a", "hub-b");
    private final DeviceWorld world = fleet.world;

    @BeforeEach
    void register() {
        assertThat(fleet.register(DEVICE).status()).isEqualTo(Status.ASSIGNED);
        fleet.place(DEVICE);
        later();
    }

    @Test
    @DisplayName("P2 a device that is deleted leaves neither its twin nor a relationship")
    void leavesNoGhost() {
        assertThat(fleet.hasTwin(DEVICE)).isTrue();
        world.hub("hub-a").delete(DEVICE);
        assertThat(fleet.hasTwin(DEVICE)).isFalse();
        assertThat(fleet.relationshipsOf(DEVICE)).isEmpty();
        assertThat(fleet.store.peek(Fleet.BUILDING)).as("the neighbour stays").isPresent();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P1 a device that moves keeps its twin, in whatever order its events arrive")
    void keepsTheTwinOfADeviceThatMoves(MoveOrder order) {
        world.dps().moveOrder(order);
        world.events().duplicate(EventFilters.all(), 2);
        world.events().holdBack(EventFilters.fromHub(world.hub("hub-a").name()));
        moveTo("hub-b");
        world.events().clearUp();
        later();
        assertThat(fleet.hasTwin(DEVICE)).isTrue();

        world.events().release();
        assertLivesWithItsPlace();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("P1 P2 there and back again and gone, every event twice and shuffled")
    void survivesAShuffledLife(long seed) {
        world.events().duplicate(EventFilters.all(), 2);
        world.events().holdBack(EventFilters.all());
        moveTo("hub-b");
        moveTo("hub-a");
        world.events().release(new Random(seed));
        assertLivesWithItsPlace();

        world.hub("hub-a").delete(DEVICE);
        world.events().release(new Random(seed));
        assertThat(fleet.hasTwin(DEVICE)).isFalse();
        fleet.events.forEach(fleet::handle);
        assertThat(fleet.hasTwin(DEVICE)).as("after all of it once more").isFalse();
    }

    @Test
    @DisplayName("P1 a deletion that arrives after the device came back deletes nothing")
    void keepsTheTwinOfADeviceThatCameBack() {
        world.events().holdBack(EventFilters.deletions());
        world.hub("hub-a").delete(DEVICE);
        later();
        fleet.register(DEVICE);
        later();
        world.events().release();
        assertLivesWithItsPlace();
    }

    @Test
    @DisplayName("P2 a creation event of an earlier life, repeated when the twin was made anew, makes no ghost")
    void leavesNoGhostOfAnEarlierLife() {
        EventEnvelope created = fleet.events.get(0);
        world.hub("hub-a").delete(DEVICE);
        later();
        world.dps().deleteRecord(new RegistrationId("sensor-1"));
        moveTo("hub-b");

        fleet.handle(created);
        world.hub("hub-b").delete(DEVICE);

        assertThat(fleet.hasTwin(DEVICE)).isFalse();
    }

    @Test
    @DisplayName("P1 deleting a module deletes no twin")
    void keepsTheTwinOfADeviceThatLosesAModule() {
        world.hub("hub-a").createModule(DEVICE, "m");
        world.hub("hub-a").deleteModule(DEVICE, "m");
        assertLivesWithItsPlace();
    }

    @Test
    @DisplayName("P1 an operator who deletes the device between answer and assignment does no harm")
    void survivesADeletionBetweenAnswerAndAssignment() {
        world.dps().beforeAssignment(id -> {
            later();
            world.hub("hub-a").delete(DEVICE);
            later();
        });
        fleet.register(DEVICE);
        assertThat(fleet.isOnAHub(DEVICE)).isTrue();
        assertThat(fleet.hasTwin(DEVICE)).isTrue();
    }

    @Test
    @DisplayName("P1 an answer that DPS did not use does not cost a live device its twin")
    void survivesAnAnswerThatDpsDidNotUse() {
        world.dps().beforeAssignment(id -> {
            throw new IllegalStateException("scripted");
        });
        fleet.choice = device -> Optional.of("hub-b");
        assertThat(fleet.register(DEVICE).status()).isEqualTo(Status.FAILED);
        EventEnvelope foreign = deletionFromHubB();
        fleet.handle(foreign);
        assertLivesWithItsPlace();
    }

    @Test
    @DisplayName("P4 P5 a store that fails makes DPS ask again, and the device gets its twin")
    void registersWhenTheStoreComesBack() {
        fleet.store.failNext(Operation.CREATE, LifecycleException.storeUnavailable("scripted", null));
        fleet.store.loseAnswer(Operation.CREATE, LifecycleException.storeUnavailable("scripted", null));
        Duration before = fleet.time.passed();

        assertThat(fleet.register(new DeviceId("sensor-2")).status()).isEqualTo(Status.ASSIGNED);

        assertThat(fleet.time.passed().minus(before)).isEqualTo(Duration.ofSeconds(11));
        assertThat(fleet.hasTwin(new DeviceId("sensor-2"))).isTrue();
    }

    /** Hub B had the device long ago, in another life of it. */
    private EventEnvelope deletionFromHubB() {
        DeviceWorld elsewhere = new DeviceWorld(fleet.time);
        elsewhere.addHub("hub-b").create(DEVICE);
        elsewhere.events().holdBack(EventFilters.all());
        elsewhere.hub("hub-b").delete(DEVICE);
        List<EventEnvelope> held = elsewhere.events().held();
        return held.get(0);
    }

    private void moveTo(String hub) {
        fleet.choice = device -> Optional.of(hub);
        assertThat(fleet.register(DEVICE).status()).isEqualTo(Status.ASSIGNED);
        later();
    }

    private void later() {
        fleet.time.advance(Duration.ofMinutes(1));
    }

    private void assertLivesWithItsPlace() {
        assertThat(fleet.hasTwin(DEVICE)).isTrue();
        assertThat(fleet.relationshipsOf(DEVICE)).hasSize(2);
    }
}
