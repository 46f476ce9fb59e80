package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.Payload;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What an actor runs: a registration, or an event that was delivered, through the algorithms under test. */
sealed interface Program {

    DeviceId DEVICE = new DeviceId("dev-1");

    /** The algorithms under test, over the ports that they are given. */
    record Algorithms(Function<Ports, TwinFactory> factory, Function<Ports, RetirementHandler> handler) {}

    /** Runs to the end, or to the first call that has no answer yet. */
    void run(Algorithms algorithms, Ports ports);

    static Instant at(int moment) {
        return VirtualTime.START.plusSeconds(moment);
    }

    private static Deadline farOff() {
        return Deadline.after(Duration.ofDays(1), new VirtualTime());
    }

    /** The webhook's work for one registration; DPS uses its answer, or does not. */
    record Registration(HubName hub, int time, boolean used) implements Program {
        @Override
        public void run(Algorithms algorithms, Ports ports) {
            TwinResult result = algorithms
                    .factory()
                    .apply(ports)
                    .findOrCreate(new TwinRequest(
                            new RegistrationId("dev-1"),
                            DEVICE,
                            new HubHost(hub + ".azure-devices.net"),
                            Ports.MODEL,
                            at(time),
                            false,
                            "group",
                            Payload.absent(),
                            farOff()));
            if (!(result instanceof TwinResult.Ready)) {
                throw new AssertionError("a registration was refused: " + result);
            }
        }

        @Override
        public String toString() {
            return "registration for " + hub + (used ? "" : " (answer unused)");
        }
    }

    /** One delivery of an event. */
    record Delivery(boolean creation, HubName hub, int time) implements Program {
        @Override
        public void run(Algorithms algorithms, Ports ports) {
            algorithms
                    .handler()
                    .apply(ports)
                    .handle(
                            new LifecycleEvent(
                                    creation ? LifecycleEvent.Kind.CREATED : LifecycleEvent.Kind.DELETED,
                                    hub,
                                    DEVICE,
                                    at(time),
                                    Optional.empty(),
                                    Optional.of(Ports.MODEL),
                                    Optional.empty()),
                            farOff());
        }

        @Override
        public String toString() {
            return (creation ? "creation" : "deletion") + " event of " + hub + " at " + time;
        }
    }
}
