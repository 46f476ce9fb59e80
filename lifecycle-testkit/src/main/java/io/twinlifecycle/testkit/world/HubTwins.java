package io.twinlifecycle.testkit.world;

import io.twinlifecycle.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The twins of a hub's devices and modules, as its operators use them. Where an entity tag is given, the change is made only if the twin
 * still has it; else the refusal has status 412. A twin that is not there is refused with 404, contents that no hub takes with 400.
 *
 * <p>Safe for use by many threads.
 */
public final class HubTwins {

    private final HubState state;

    HubTwins(HubState state) {
        this.state = state;
    }

    /** A twin. */
    public DeviceTwin get(TwinOwner owner) {
        return state.core().read(() -> state.twin(owner));
    }

    /** A twin, with what the registry knows of its owner. */
    public TwinView view(TwinOwner owner) {
        return state.core().read(() -> {
            HubDevice device = state.device(owner.device());
            return owner.module()
                    .map(id -> view(device, state.module(owner.device(), id)))
                    .orElseGet(() -> view(device));
        });
    }

    /** The twins of all devices, oldest device first. */
    public List<TwinView> ofDevices() {
        return state.core().read(() -> state.all().stream().map(this::view).toList());
    }

    /** The twins of all modules, oldest device first. */
    public List<TwinView> ofModules() {
        return state.core()
                .read(() -> state.all().stream()
                        .flatMap(device -> device.modules().values().stream().map(module -> view(device, module)))
                        .toList());
    }

    private TwinView view(HubDevice device) {
        return new TwinView(device.identity(), Optional.empty(), device.twin(), connection(device));
    }

    private TwinView view(HubDevice device, HubModule module) {
        return new TwinView(device.identity(), Optional.of(module.identity()), module.twin(), connection(device));
    }

    private DeviceConnection connection(HubDevice device) {
        return state.sessions().of(device.identity().id());
    }

    /**
     * Changes tags, desired properties or both: objects are merged, null removes.
     *
     * @param tags the patch of the tags, if they are to be changed
     * @param desired the patch of the desired properties, if they are to be changed
     */
    public DeviceTwin update(
            TwinOwner owner,
            Optional<Map<String, Object>> tags,
            Optional<Map<String, Object>> desired,
            Optional<String> etag) {
        return state.core().change(() -> {
            DeviceTwin old = state.twin(owner);
            WorldRefusal.requireEtag(etag, old.etag(), owner);
            TwinChange change =
                    TwinChange.byBackEnd(old, tags, desired, state.core().time().now());
            TwinRules.check(change.after());
            state.putTwin(owner, change.after());
            state.announcer().twinUpdated(owner, change);
            desired.ifPresent(patch -> tell(owner, patch, change.after()));
            return change.after();
        });
    }

    /** Puts other tags and desired properties into the place of all that are there. */
    public DeviceTwin replace(
            TwinOwner owner, Map<String, Object> tags, Map<String, Object> desired, Optional<String> etag) {
        return state.core().change(() -> {
            DeviceTwin old = state.twin(owner);
            WorldRefusal.requireEtag(etag, old.etag(), owner);
            DeviceTwin after =
                    TwinChange.replaced(old, tags, desired, state.core().time().now());
            TwinRules.check(after);
            state.putTwin(owner, after);
            state.announcer().twinReplaced(owner, after);
            tell(owner, difference(old.desired().values(), after.desired().values()), after);
            return after;
        });
    }

    /** Under the lock: a device, or a module, reports. Gives its twin after that. */
    DeviceTwin report(TwinOwner owner, Map<String, Object> patch) {
        TwinChange change = TwinChange.byDevice(
                state.twin(owner), patch, state.core().time().now());
        TwinRules.check(change.after());
        state.putTwin(owner, change.after());
        state.announcer().twinUpdated(owner, change);
        return change.after();
    }

    private void tell(TwinOwner owner, Map<String, Object> patch, DeviceTwin after) {
        if (owner.module().isEmpty()) {
            Map<String, Object> document = new LinkedHashMap<>(patch);
            document.put("$version", after.desired().version());
            state.sessions().tellDesired(owner.device(), JsonValues.copy(document));
        }
    }

    /**
     * What a device is told when its desired properties are replaced. The documentation does not say; with this it ends up with the new ones
     * and no others.
     */
    @SuppressWarnings("NullAway") // a JSON null is a value of the map
    private static Map<String, Object> difference(Map<String, Object> old, Map<String, Object> now) {
        Map<String, Object> patch = new LinkedHashMap<>();
        old.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> patch.put(name, null));
        for (Map.Entry<String, ? extends @Nullable Object> entry : now.entrySet()) {
            patch.put(entry.getKey(), entry.getValue());
        }
        return patch;
    }
}
