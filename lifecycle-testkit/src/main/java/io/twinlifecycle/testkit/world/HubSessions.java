package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions of a hub's devices: one a device at most. All under the world's lock. */
final class HubSessions {

    private final Notices notices;
    private final Announcer announcer;
    private final Map<DeviceId, HubConnection> open = new HashMap<>();

    HubSessions(Notices notices, Announcer announcer) {
        this.notices = notices;
        this.announcer = announcer;
    }

    /** A new session, which ends the device's old one. */
    void open(HubConnection session) {
        end(session.deviceId(), "the device connected anew");
        open.put(session.deviceId(), session);
        announcer.connection(session.deviceId(), true);
    }

    Optional<HubConnection> of(DeviceId device) {
        return Optional.ofNullable(open.get(device));
    }

    boolean isOpen(HubConnection session) {
        return open.get(session.deviceId()) == session;
    }

    /** The session, which is to be open. */
    HubConnection require(HubConnection session) {
        if (!isOpen(session)) {
            throw new IllegalStateException("the " + session + " has ended; connect anew");
        }
        return session;
    }

    /** The hub ends the device's session, if there is one. */
    void end(DeviceId device, String why) {
        HubConnection session = open.remove(device);
        if (session != null) {
            announcer.connection(device, false);
            notices.add(() -> session.listener().closed(why));
        }
    }

    /** The device ends its session; no effect if it has ended. */
    void leave(HubConnection session) {
        if (open.remove(session.deviceId(), session)) {
            announcer.connection(session.deviceId(), false);
        }
    }

    /** Tells the device, if it is connected, what the back end wants now. */
    void tellDesired(DeviceId device, Map<String, Object> patchWithVersion) {
        of(device).ifPresent(session -> notices.add(() -> {
            session.listener().desiredChanged(patchWithVersion);
        }));
    }
}
