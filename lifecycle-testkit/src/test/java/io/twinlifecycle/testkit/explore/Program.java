package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.provisioning.Payload;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/** What an actor runs, at an instance of its own: a registration, or an event that was delivered, through the algorithms under test. */
sealed interface Program {

    /** How a run ended. */
    enum End {
        DONE,
        /** It failed, and whoever asked will ask again. */
        AGAIN,
        /** It failed, and nobody will ask again. */
        GIVEN_UP
    }

    /** Runs to the end, or to the first call that has no answer yet. */
    End run(Algorithms algorithms, Ports ports);

    String device();

    /** All that tells it from others; its time in the form of {@link #at}. */
    void describe(StringBuilder text);

    /** Whether its device was on a hub when it began, and has been on one without a break. */
    default boolean isAboutALiveDevice(Shared now) {
        return false;
    }

    /** Whether it is the event of a creation. */
    default boolean isCreationEvent() {
        return false;
    }

    static Instant at(int moment) {
        return VirtualTime.START.plusSeconds(moment);
    }

    private static Deadline farOff() {
        return Deadline.after(Duration.ofDays(1), new VirtualTime());
    }

    /** The webhook's work for one registration; DPS uses its answer, or does not. */
    record Registration(String device, HubName hub, int time, boolean used, boolean first) implements Program {
        @Override
        public End run(Algorithms algorithms, Ports ports) {
            try {
                TwinResult result = algorithms
                        .factory()
                        .apply(ports)
                        .findOrCreate(new TwinRequest(
                                new RegistrationId(device),
                                new DeviceId(device),
                                new HubHost(hub + ".azure-devices.net"),
                                Ports.MODEL,
                                at(time),
                                first,
                                "group",
                                Payload.absent(),
                                farOff()));
                return result instanceof TwinResult.Ready ? End.DONE : End.GIVEN_UP;
            } catch (LifecycleException e) {
                return e.isRetryable() ? End.AGAIN : End.GIVEN_UP; // 503, or 400
            }
        }

        @Override
        public void describe(StringBuilder text) {
            text.append(device).append(hub).append(at(time)).append(used).append(first);
        }

        @Override
        public String toString() {
            return (first ? "first " : "") + "registration of " + device + " for " + hub
                    + (used ? "" : " (answer unused)");
        }
    }

    /**
     * One delivery of an event. What fails is tried again by the same handler, as the event processor does.
     *
     * @param aliveSince since when its device was on a hub when it was delivered
     */
    record Delivery(Shared.Event event, int aliveSince) implements Program {

        private static final int ATTEMPTS = 5;

        @Override
        public String device() {
            return event.device();
        }

        @Override
        public End run(Algorithms algorithms, Ports ports) {
            if (!(algorithms.read(event) instanceof IncomingEvent.Lifecycle lifecycle)) {
                return End.DONE;
            }
            RetirementHandler handler = algorithms.handler().apply(ports);
            for (int attempt = 1; ; attempt++) {
                try {
                    handler.handle(lifecycle.event(), farOff());
                    return End.DONE;
                } catch (LifecycleException e) {
                    if (!e.isRetryable() || attempt == ATTEMPTS) {
                        return End.GIVEN_UP;
                    }
                } catch (IllegalStateException e) {
                    return End.GIVEN_UP; // what the article throws
                }
            }
        }

        @Override
        public void describe(StringBuilder text) {
            event.describe(text);
        }

        @Override
        public boolean isCreationEvent() {
            return event.creation();
        }

        @Override
        public boolean isAboutALiveDevice(Shared now) {
            return aliveSince != Shared.NEVER && now.home(event.device()).since() == aliveSince;
        }

        @Override
        public String toString() {
            return "event \"" + event + "\"";
        }
    }
}
