package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.JsonValues;
import io.twinlifecycle.events.LifecycleEvent.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An IoT hub of a {@link DeviceWorld}: its identity registry, its device twins, the sessions of its devices, and the routes of its events.
 * Every creation and deletion sends a lifecycle event; the deletion of a device sends those of its modules first. Changes of twins,
 * sessions and telemetry send events too, which go where {@link #routes} lead them. No two events of a hub have the same time.
 *
 * <p>It does not imitate: messages to devices, direct methods, sessions of modules, twins of modules beyond what events carry, quotas, and
 * the seconds that a new identity may need before it is found. Not documented, so guesses: when a device connects anew, its old session's
 * {@code deviceDisconnected} comes before its {@code deviceConnected}; a session ends before its device is deleted.
 *
 * <p>Safe for use by many threads.
 */
public final class VirtualHub {

    private record Device(DeviceIdentity identity, DeviceTwin twin) {}

    private final WorldCore core;
    private final HubHost host;
    private final Map<DeviceId, Device> devices = new LinkedHashMap<>();
    private final HubRoutes routes;
    private final Announcer announcer;
    private final HubSessions sessions;

    VirtualHub(WorldCore core, HubHost host) {
        this.core = core;
        this.host = host;
        routes = new HubRoutes(core);
        announcer = new Announcer(core, host.name(), routes);
        sessions = new HubSessions(core.notices(), announcer);
    }

    /** Its short name. */
    public HubName name() {
        return host.name();
    }

    /** Its host name. */
    public HubHost host() {
        return host;
    }

    /** Where its events go, beside those who listen to the world. */
    public HubRoutes routes() {
        return routes;
    }

    /**
     * An operator creates a device, with new keys.
     *
     * @throws WorldRefusal with status 409 if it is there
     */
    public DeviceIdentity create(DeviceId id) {
        Optional<SymmetricKeys> keys = Optional.of(SymmetricKeys.generate());
        return core.change(() -> {
            if (has(id)) {
                throw WorldRefusal.deviceExists(name().value(), "device " + id);
            }
            return put(id, keys, false, DeviceTwin.created(Map.of(), Map.of()));
        });
    }

    /** An operator, or whoever else, deletes a device. Says whether it was there. */
    public boolean delete(DeviceId id) {
        return core.change(() -> remove(id));
    }

    /** The device, if it is there. */
    public Optional<DeviceIdentity> find(DeviceId id) {
        return core.read(() -> Optional.ofNullable(devices.get(id)).map(Device::identity));
    }

    /** The devices, oldest first. */
    public List<DeviceIdentity> devices() {
        return core.read(() -> devices.values().stream().map(Device::identity).toList());
    }

    /**
     * The twin of a device.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public DeviceTwin twin(DeviceId id) {
        return core.read(() -> device(id).twin());
    }

    /**
     * Lets a device connect, or not, which ends its session.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void setEnabled(DeviceId id, boolean enabled) {
        change(id, old -> {
            if (!enabled) {
                sessions.end(id, "the device was disabled");
            }
            return new Device(old.identity().withEnabled(enabled, core.nextEtag()), old.twin());
        });
    }

    /**
     * Creates a module of a device.
     *
     * @throws WorldRefusal with status 404 if there is no such device, 409 if it has such a module
     */
    public void createModule(DeviceId device, String module) {
        change(device, old -> {
            if (old.identity().modules().contains(module)) {
                throw WorldRefusal.deviceExists(name().value(), "module " + module + " of " + device);
            }
            announcer.lifecycle(Kind.CREATED, device, Optional.of(module), DeviceTwin.created(Map.of(), Map.of()));
            return new Device(old.identity().withModule(module), old.twin());
        });
    }

    /**
     * Deletes a module of a device.
     *
     * @throws WorldRefusal with status 404 if there is no such device or module
     */
    public void deleteModule(DeviceId device, String module) {
        change(device, old -> {
            if (!old.identity().modules().contains(module)) {
                throw WorldRefusal.noSuchDevice(name().value(), "module " + module + " of " + device);
            }
            announcer.lifecycle(Kind.DELETED, device, Optional.of(module), DeviceTwin.created(Map.of(), Map.of()));
            return new Device(old.identity().withoutModule(module), old.twin());
        });
    }

    /**
     * Changes tags: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void updateTags(DeviceId id, Map<String, Object> patch) {
        updateTwin(id, Optional.of(patch), Optional.empty());
    }

    /**
     * Changes desired properties: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void updateDesired(DeviceId id, Map<String, Object> patch) {
        updateTwin(id, Optional.empty(), Optional.of(patch));
    }

    /**
     * The device reports: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void updateReported(DeviceId id, Map<String, Object> patch) {
        change(id, old -> reported(old, patch));
    }

    /**
     * A device connects.
     *
     * @throws WorldRefusal with status 404 if there is no such device, 401 if it is disabled
     */
    public HubConnection connect(DeviceId id, HubDeviceListener listener) {
        HubConnection session = new HubConnection(this, id, Objects.requireNonNull(listener, "listener"));
        return core.change(() -> {
            if (!device(id).identity().enabled()) {
                throw WorldRefusal.deviceDisabled(name().value(), id.value());
            }
            sessions.open(session);
            return session;
        });
    }

    /** Says whether a device has a session. */
    public boolean isConnected(DeviceId id) {
        return core.read(() -> sessions.of(id).isPresent());
    }

    @Override
    public String toString() {
        return host.value();
    }

    boolean isOpen(HubConnection session) {
        return core.read(() -> sessions.isOpen(session));
    }

    void close(HubConnection session) {
        core.change(() -> {
            sessions.leave(session);
            return session;
        });
    }

    void send(HubConnection session, Telemetry message) {
        core.change(() -> {
            announcer.telemetry(device(sessions.require(session).deviceId()).identity(), message);
            return session;
        });
    }

    DeviceTwin twin(HubConnection session) {
        return core.read(() -> device(sessions.require(session).deviceId()).twin());
    }

    long report(HubConnection session, Map<String, Object> patch) {
        return core.change(() -> {
            DeviceId id = sessions.require(session).deviceId();
            Device changed = reported(device(id), patch);
            devices.put(id, changed);
            return changed.twin().reported().version();
        });
    }

    /** Under the lock. */
    boolean has(DeviceId id) {
        return devices.containsKey(id);
    }

    /** Under the lock. */
    Optional<DeviceTwin> twinIfPresent(DeviceId id) {
        return Optional.ofNullable(devices.get(id)).map(Device::twin);
    }

    /** Under the lock: a device that is not there yet. */
    DeviceIdentity put(DeviceId id, Optional<SymmetricKeys> keys, boolean iotEdge, DeviceTwin twin) {
        String generation = String.format(Locale.ROOT, "%018d", core.nextNumber());
        DeviceIdentity identity = new DeviceIdentity(
                id,
                generation,
                core.nextEtag(),
                true,
                keys,
                iotEdge,
                Set.of(),
                core.time().now());
        devices.put(id, new Device(identity, twin));
        announcer.lifecycle(Kind.CREATED, id, Optional.empty(), twin);
        return identity;
    }

    /** Under the lock: the keys of a device that is there. */
    void setKeys(DeviceId id, Optional<SymmetricKeys> keys) {
        Device old = device(id);
        if (!old.identity().keys().equals(keys)) {
            devices.put(id, new Device(old.identity().withKeys(keys, core.nextEtag()), old.twin()));
        }
    }

    /** Under the lock. */
    boolean remove(DeviceId id) {
        sessions.end(id, "the device was deleted");
        Device old = devices.remove(id);
        if (old == null) {
            return false;
        }
        old.identity()
                .modules()
                .forEach(module ->
                        announcer.lifecycle(Kind.DELETED, id, Optional.of(module), DeviceTwin.created(Map.of(), Map.of())));
        announcer.lifecycle(Kind.DELETED, id, Optional.empty(), old.twin());
        return true;
    }

    private void updateTwin(DeviceId id, Optional<Map<String, Object>> tags, Optional<Map<String, Object>> desired) {
        change(id, old -> {
            TwinChange change =
                    TwinChange.byBackEnd(old.twin(), tags, desired, core.time().now());
            announcer.twinUpdated(id, Optional.empty(), change);
            desired.ifPresent(patch -> sessions.tellDesired(
                    id, versioned(patch, change.after().desired().version())));
            return new Device(old.identity(), change.after());
        });
    }

    private Device reported(Device old, Map<String, Object> patch) {
        TwinChange change = TwinChange.byDevice(old.twin(), patch, core.time().now());
        announcer.twinUpdated(old.identity().id(), Optional.empty(), change);
        return new Device(old.identity(), change.after());
    }

    private static Map<String, Object> versioned(Map<String, Object> patch, long version) {
        Map<String, Object> document = new LinkedHashMap<>(patch);
        document.put("$version", version);
        return JsonValues.copy(document);
    }

    private void change(DeviceId id, UnaryOperator<Device> work) {
        Device changed = core.change(() -> {
            Device result = work.apply(device(id));
            devices.put(id, result);
            return result;
        });
        Objects.requireNonNull(changed, "changed");
    }

    private Device device(DeviceId id) {
        Device device = devices.get(id);
        if (device == null) {
            throw WorldRefusal.noSuchDevice(name().value(), "device " + id);
        }
        return device;
    }
}
