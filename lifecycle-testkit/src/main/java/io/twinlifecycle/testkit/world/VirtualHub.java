package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.events.LifecycleEvent.Kind;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An IoT hub of a {@link DeviceWorld}: its identity registry and its device twins. Every creation and deletion sends a lifecycle event;
 * the deletion of a device sends those of its modules first. No two events of a hub have the same time.
 *
 * <p>It does not imitate: connections and messages, twins of modules beyond what events carry, twin-change and connection events,
 * quotas, and the seconds that a new identity may need before it is found.
 *
 * <p>Safe for use by many threads.
 */
public final class VirtualHub {

    private record Device(DeviceIdentity identity, DeviceTwin twin) {}

    private static final int TICK_NANOS = 100;

    private final WorldCore core;
    private final HubHost host;
    private final Map<DeviceId, Device> devices = new LinkedHashMap<>();
    private Instant lastEvent = Instant.MIN;

    VirtualHub(WorldCore core, HubHost host) {
        this.core = core;
        this.host = host;
    }

    /** Its short name. */
    public HubName name() {
        return host.name();
    }

    /** Its host name. */
    public HubHost host() {
        return host;
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
     * Lets a device connect, or not.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void setEnabled(DeviceId id, boolean enabled) {
        change(id, old -> new Device(old.identity().withEnabled(enabled, core.nextEtag()), old.twin()));
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
            announce(Kind.CREATED, device, Optional.of(module), DeviceTwin.created(Map.of(), Map.of()));
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
            announce(Kind.DELETED, device, Optional.of(module), DeviceTwin.created(Map.of(), Map.of()));
            return new Device(old.identity().withoutModule(module), old.twin());
        });
    }

    /**
     * Changes tags: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void updateTags(DeviceId id, Map<String, Object> patch) {
        change(id, old -> new Device(old.identity(), old.twin().withTags(patch)));
    }

    /**
     * Changes desired properties: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void updateDesired(DeviceId id, Map<String, Object> patch) {
        change(
                id,
                old -> new Device(
                        old.identity(),
                        old.twin().withDesired(patch, core.time().now())));
    }

    /**
     * The device reports: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void updateReported(DeviceId id, Map<String, Object> patch) {
        change(
                id,
                old -> new Device(
                        old.identity(),
                        old.twin().withReported(patch, core.time().now())));
    }

    @Override
    public String toString() {
        return host.value();
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
        announce(Kind.CREATED, id, Optional.empty(), twin);
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
        Device old = devices.remove(id);
        if (old == null) {
            return false;
        }
        old.identity()
                .modules()
                .forEach(module ->
                        announce(Kind.DELETED, id, Optional.of(module), DeviceTwin.created(Map.of(), Map.of())));
        announce(Kind.DELETED, id, Optional.empty(), old.twin());
        return true;
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

    private void announce(Kind kind, DeviceId device, Optional<String> module, DeviceTwin twin) {
        Instant clock = core.time().now();
        Instant now = clock.minusNanos(clock.get(ChronoField.NANO_OF_SECOND) % TICK_NANOS);
        lastEvent = now.isAfter(lastEvent) ? now : lastEvent.plusNanos(TICK_NANOS);
        core.weather().setOut(Announcer.event(kind, name(), device, module, twin, lastEvent, core.nextNumber()));
    }
}
