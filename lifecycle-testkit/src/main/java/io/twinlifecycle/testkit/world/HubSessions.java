package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions of a hub's devices: one a device at most. All under the world's lock. */
final class HubSessions {

    private final WorldCore core;
    private final Announcer announcer;
    private final Map<DeviceId, HubConnection> open = new HashMap<>();
    private final Map<DeviceId, Instant> changed = new HashMap<>();
    private final Map<DeviceId, Instant> active = new HashMap<>();

    HubSessions(WorldCore core, Announcer announcer) {
        this.core = core;
        this.announcer = announcer;
    }

    /** A new session, which ends the device's old one. */
    void open(HubDevice device, HubConnection session) {
        end(device, "the device connected anew");
        open.put(session.deviceId(), session);
        active.put(session.deviceId(), core.time().now());
        change(device, true);
    }

    boolean isOpen(HubConnection session) {
        return open.get(session.deviceId()) == session;
    }

    /** What is known of a device. */
    DeviceConnection of(DeviceId device) {
        return new DeviceConnection(
                open.containsKey(device),
                Optional.ofNullable(changed.get(device)),
                Optional.ofNullable(active.get(device)));
    }

    /** The device of a session, which is to be open, does something. */
    DeviceId use(HubConnection session) {
        if (!isOpen(session)) {
            throw new IllegalStateException("the " + session + " has ended; connect anew");
        }
        active.put(session.deviceId(), core.time().now());
        return session.deviceId();
    }

    /** The hub ends the device's session, if there is one. */
    void end(HubDevice device, String why) {
        HubConnection session = open.remove(device.identity().id());
        if (session != null) {
            change(device, false);
            core.notices().add(() -> session.listener().closed(why));
        }
    }

    /** The device is deleted. */
    void forget(HubDevice device) {
        end(device, "the device was deleted");
        changed.remove(device.identity().id());
        active.remove(device.identity().id());
    }

    /** The device ends its session; no effect if it has ended. */
    void leave(HubDevice device, HubConnection session) {
        if (open.remove(session.deviceId(), session)) {
            change(device, false);
        }
    }

    /** Tells the device, if it is connected, what the back end wants now. */
    void tellDesired(DeviceId device, Map<String, Object> patchWithVersion) {
        HubConnection session = open.get(device);
        if (session != null) {
            core.notices().add(() -> session.listener().desiredChanged(patchWithVersion));
        }
    }

    private void change(HubDevice device, boolean connected) {
        changed.put(device.identity().id(), core.time().now());
        announcer.connection(device, connected);
    }
}
