package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.events.LifecycleEvent.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The identity registry of a hub, as its operators use it. Where an entity tag is given, the change is made only if the identity still has
 * it; else the refusal has status 412. What is not there is refused with 404, what is there already with 409.
 *
 * <p>Safe for use by many threads.
 */
public final class HubIdentities {

    private final HubState state;

    HubIdentities(HubState state) {
        this.state = state;
    }

    /** Creates a device. */
    public DeviceIdentity create(DeviceId id, DeviceSettings settings) {
        return state.core().change(() -> state.create(id, settings, DeviceTwin.created(Map.of(), Map.of())));
    }

    /** Changes what is said of a device. */
    public DeviceIdentity update(DeviceId id, DeviceSettings settings, Optional<String> etag) {
        return state.core().change(() -> {
            HubDevice old = state.device(id);
            WorldRefusal.requireEtag(etag, old.identity().etag(), TwinOwner.of(id));
            return state.update(old, settings);
        });
    }

    /** Deletes a device and its modules. */
    public void delete(DeviceId id, Optional<String> etag) {
        state.core().change(() -> {
            WorldRefusal.requireEtag(etag, state.device(id).identity().etag(), TwinOwner.of(id));
            return state.remove(id);
        });
    }

    /** A device's module. */
    public ModuleIdentity module(DeviceId device, String id) {
        return state.core().read(() -> state.module(device, id).identity());
    }

    /** A device's modules, by id. */
    public List<ModuleIdentity> modules(DeviceId device) {
        return state.core()
                .read(() -> state.device(device).modules().values().stream()
                        .map(HubModule::identity)
                        .toList());
    }

    /** Creates a module. */
    public ModuleIdentity createModule(
            DeviceId device, String id, HubAuthentication authentication, Optional<String> managedBy) {
        return state.core().change(() -> {
            HubDevice old = state.device(device);
            TwinOwner owner = TwinOwner.of(device, id);
            if (old.modules().containsKey(id)) {
                throw WorldRefusal.moduleExists(state.host().name().value(), String.valueOf(owner));
            }
            ModuleIdentity identity = new ModuleIdentity(
                    device, id, state.nextGeneration(), state.core().nextHubEtag(), authentication, managedBy);
            HubModule module = new HubModule(identity, DeviceTwin.created(Map.of(), Map.of()));
            state.put(old.with(module));
            state.announcer().lifecycle(Kind.CREATED, owner, module.twin());
            return identity;
        });
    }

    /** Changes what is said of a module. */
    public ModuleIdentity updateModule(
            DeviceId device,
            String id,
            HubAuthentication authentication,
            Optional<String> managedBy,
            Optional<String> etag) {
        return state.core().change(() -> {
            HubModule old = state.module(device, id);
            WorldRefusal.requireEtag(etag, old.identity().etag(), TwinOwner.of(device, id));
            ModuleIdentity identity = new ModuleIdentity(
                    device, id, old.identity().generationId(), state.core().nextHubEtag(), authentication, managedBy);
            state.put(state.device(device).with(new HubModule(identity, old.twin())));
            return identity;
        });
    }

    /** Deletes a module. */
    public void deleteModule(DeviceId device, String id, Optional<String> etag) {
        state.core().change(() -> {
            HubModule old = state.module(device, id);
            TwinOwner owner = TwinOwner.of(device, id);
            WorldRefusal.requireEtag(etag, old.identity().etag(), owner);
            state.put(state.device(device).without(id));
            state.announcer().lifecycle(Kind.DELETED, owner, old.twin());
            return owner;
        });
    }
}
