package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forty devices, three hubs, thousands of steps in bad weather; then the sky clears, and the promises must hold. */
class RandomLifeTest {

    private static final int STEPS = 3_000;
    private static final List<String> HUBS = List.of("hub-a", "hub-b", "hub-c");
    private static final List<DeviceId> DEVICES =
            IntStream.range(0, 40).mapToObj(i -> new DeviceId("device-" + i)).toList();

    private static final List<Operation> OPERATIONS = List.of(Operation.values());

    private final Fleet fleet = new Fleet("hub-a", "hub-b", "hub-c");
    private final Set<DeviceId> assignedInVain = new HashSet<>();
    private Random random = new Random(0);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 7247291005937802624L, 5223175929851631309L, -7497415843189266206L})
    @DisplayName("P1 P2 after thousands of random steps")
    void keepsTwinsInStep(long seed) {
        random = new Random(seed);
        storm();
        for (int i = 0; i < STEPS; i++) {
            fleet.time.advance(Duration.ofMillis(1 + random.nextInt(5_000)));
            step(DEVICES.get(random.nextInt(DEVICES.size())));
        }
        calm();
        assertThat(fleet.wrongs(DEVICES, assignedInVain::contains))
                .as("seed %d", seed)
                .isEmpty();
        assertThat(DEVICES.stream().filter(fleet::isOnAHub))
                .as("both kinds are there, seed %d", seed)
                .hasSizeBetween(1, DEVICES.size() - 1);
        assertThat(fleet.events).as("seed %d", seed).hasSizeGreaterThan(STEPS / 2);
    }

    private void storm() {
        fleet.world.events().duplicate(event -> random.nextInt(4) == 0, 2);
        fleet.world.events().delay(event -> random.nextInt(4) == 0, Duration.ofSeconds(30));
        fleet.world.events().holdBack(event -> random.nextInt(5) == 0);
    }

    private void step(DeviceId device) {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> register(device);
            case 4, 5, 6 -> HUBS.forEach(hub -> fleet.world.hub(hub).delete(device));
            case 7 -> fleet.world.hub(anyHub()).delete(device);
            case 8 -> fleet.world.events().release(random);
            case 9 -> repeatSomething();
            case 10 -> module(device);
            case 11 -> fail();
            case 12 -> {
                if (fleet.hasTwin(device)) {
                    fleet.place(device);
                }
            }
            default -> create(device);
        }
    }

    private void register(DeviceId device) {
        String chosen = anyHub(); // a policy is pure: when DPS asks again it gets the same answer
        fleet.choice = any -> Optional.of(chosen);
        fleet.world.dps().moveOrder(random.nextBoolean() ? MoveOrder.CREATE_THEN_REMOVE : MoveOrder.REMOVE_THEN_CREATE);
        int mishap = random.nextInt(12);
        fleet.world.dps().beforeAssignment(id -> {
            if (mishap == 0) {
                assignedInVain.add(device);
                throw new IllegalStateException("scripted");
            } else if (mishap == 1) {
                HUBS.forEach(hub -> fleet.world.hub(hub).delete(device));
            }
        });
        fleet.register(device);
    }

    private void create(DeviceId device) {
        VirtualHub hub = fleet.world.hub(anyHub());
        if (hub.find(device).isEmpty()) {
            hub.create(device);
        }
    }

    private void module(DeviceId device) {
        for (VirtualHub hub : fleet.world.hubs()) {
            hub.find(device).ifPresent(identity -> {
                if (identity.modules().isEmpty()) {
                    hub.createModule(device, "m");
                } else {
                    hub.deleteModule(device, "m");
                }
            });
        }
    }

    private void repeatSomething() {
        if (!fleet.events.isEmpty()) {
            fleet.world.events().send(fleet.events.get(random.nextInt(fleet.events.size())));
        }
    }

    private void fail() {
        Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        LifecycleException failure = LifecycleException.storeUnavailable("scripted", null);
        if (random.nextBoolean()) {
            fleet.store.failNext(operation, failure);
        } else {
            fleet.store.loseAnswer(operation, failure);
        }
    }

    private void calm() {
        fleet.world.events().clearUp();
        fleet.world.events().release(random);
        fleet.time.advance(Duration.ofHours(1));
        fleet.world.events().deliverDue();
        fleet.replayParked();
    }

    private String anyHub() {
        return HUBS.get(random.nextInt(HUBS.size()));
    }
}
