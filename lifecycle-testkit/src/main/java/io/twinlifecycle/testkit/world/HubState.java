package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.events.LifecycleEvent.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a hub knows, and the events that its changes cause. All under the world's lock. */
final class HubState {

    private final WorldCore core;
    private final HubHost host;
    private final HubRoutes routes;
    private final Announcer announcer;
    private final HubSessions sessions;
    private final Map<DeviceId, HubDevice> devices = new LinkedHashMap<>();

    HubState(WorldCore core, HubHost host) {
        this.core = core;
        this.host = host;
        routes = new HubRoutes(core);
        announcer = new Announcer(core, host.name(), routes);
        sessions = new HubSessions(core, announcer);
    }

    WorldCore core() {
        return core;
    }

    HubHost host() {
        return host;
    }

    HubRoutes routes() {
        return routes;
    }

    Announcer announcer() {
        return announcer;
    }

    HubSessions sessions() {
        return sessions;
    }

    boolean has(DeviceId id) {
        return devices.containsKey(id);
    }

    Optional<HubDevice> find(DeviceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** Oldest first. */
    List<HubDevice> all() {
        return List.copyOf(devices.values());
    }

    HubDevice device(DeviceId id) {
        return find(id).orElseThrow(
                        () -> WorldRefusal.noSuchDevice(host.name().value(), String.valueOf(TwinOwner.of(id))));
    }

    HubModule module(DeviceId device, String id) {
        HubModule module = device(device).modules().get(id);
        if (module == null) {
            throw WorldRefusal.noSuchModule(host.name().value(), String.valueOf(TwinOwner.of(device, id)));
        }
        return module;
    }

    /** Keeps a changed device. */
    void put(HubDevice device) {
        devices.put(device.identity().id(), device);
    }

    DeviceIdentity create(DeviceId id, DeviceSettings settings, DeviceTwin twin) {
        if (has(id)) {
            throw WorldRefusal.deviceExists(host.name().value(), String.valueOf(TwinOwner.of(id)));
        }
        DeviceIdentity identity = put(id, settings, twin);
        announcer.lifecycle(Kind.CREATED, TwinOwner.of(id), twin);
        return identity;
    }

    /** Puts a device into place, over one that is there, without a lifecycle event. */
    void restore(DeviceId id, DeviceSettings settings, DeviceTwin twin) {
        find(id).ifPresent(old -> sessions.end(old, "the device was restored"));
        put(id, settings, twin);
    }

    private DeviceIdentity put(DeviceId id, DeviceSettings settings, DeviceTwin twin) {
        DeviceIdentity identity = new DeviceIdentity(
                id,
                nextGeneration(),
                core.nextHubEtag(),
                settings,
                Set.of(),
                core.time().now(),
                Optional.empty());
        put(new HubDevice(identity, twin, Map.of()));
        return identity;
    }

    DeviceIdentity update(HubDevice old, DeviceSettings settings) {
        if (!settings.enabled()) {
            sessions.end(old, "the device was disabled");
        }
        DeviceIdentity identity =
                old.identity().with(settings, core.nextHubEtag(), core.time().now());
        put(old.with(identity));
        return identity;
    }

    /** Says whether it was there. */
    boolean remove(DeviceId id) {
        HubDevice old = devices.get(id);
        if (old == null) {
            return false;
        }
        sessions.forget(old);
        devices.remove(id);
        old.modules()
                .values()
                .forEach(module -> announcer.lifecycle(
                        Kind.DELETED, TwinOwner.of(id, module.identity().id()), module.twin()));
        announcer.lifecycle(Kind.DELETED, TwinOwner.of(id), old.twin());
        return true;
    }

    /** Another one for each life of a device or a module. */
    String nextGeneration() {
        return String.format(Locale.ROOT, "%018d", core.nextNumber());
    }

    DeviceTwin twin(TwinOwner owner) {
        return owner.module()
                .map(id -> module(owner.device(), id).twin())
                .orElseGet(() -> device(owner.device()).twin());
    }

    void putTwin(TwinOwner owner, DeviceTwin twin) {
        HubDevice device = device(owner.device());
        put(owner.module()
                .map(id -> device.with(new HubModule(module(owner.device(), id).identity(), twin)))
                .orElseGet(() -> device.with(twin)));
    }
}
