package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An IoT hub of a {@link DeviceWorld}: its identity registry, its device twins, the sessions of its devices, and the routes of its events.
 * Every creation and deletion sends a lifecycle event; the deletion of a device sends those of its modules first. Changes of twins,
 * sessions and telemetry send events too, which go where {@link #routes} lead them. No two events of a hub have the same time.
 *
 * <p>It does not imitate: messages to devices, direct methods, sessions of modules, quotas, and the seconds that a new identity may need
 * before it is found. Not documented, so guesses: when a device connects anew, its old session's
 * {@code deviceDisconnected} comes before its {@code deviceConnected}; a session ends before its device is deleted.
 *
 * <p>Safe for use by many threads.
 */
public final class VirtualHub {

    private final HubState state;
    private final HubIdentities identities;
    private final HubTwins twins;

    VirtualHub(WorldCore core, HubHost host) {
        state = new HubState(core, host);
        identities = new HubIdentities(state);
        twins = new HubTwins(state);
    }

    /** Its short name. */
    public HubName name() {
        return state.host().name();
    }

    /** Its host name. */
    public HubHost host() {
        return state.host();
    }

    /** Where its events go, beside those who listen to the world. */
    public HubRoutes routes() {
        return state.routes();
    }

    /** Its identity registry, with all that an operator may say of devices and modules, and with entity tags. */
    public HubIdentities identities() {
        return identities;
    }

    /** Its device twins and module twins, with entity tags. */
    public HubTwins twins() {
        return twins;
    }

    /**
     * An operator creates a device, with new keys.
     *
     * @throws WorldRefusal with status 409 if it is there
     */
    public DeviceIdentity create(DeviceId id) {
        return identities.create(id, DeviceSettings.with(SymmetricKeys.generate()));
    }

    /** An operator, or whoever else, deletes a device. Says whether it was there. */
    public boolean delete(DeviceId id) {
        return core().change(() -> remove(id));
    }

    /** The device, if it is there. */
    public Optional<DeviceIdentity> find(DeviceId id) {
        return core().read(() -> state.find(id).map(HubDevice::identity));
    }

    /** The devices, oldest first. */
    public List<DeviceIdentity> devices() {
        return core().read(() -> state.all().stream().map(HubDevice::identity).toList());
    }

    /**
     * The twin of a device.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public DeviceTwin twin(DeviceId id) {
        return twins.get(TwinOwner.of(id));
    }

    /**
     * Lets a device connect, or not, which ends its session.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void setEnabled(DeviceId id, boolean enabled) {
        core().change(() -> {
            HubDevice old = state.device(id);
            return state.update(old, old.identity().settings().withEnabled(enabled));
        });
    }

    /**
     * Creates a module of a device, with new keys.
     *
     * @throws WorldRefusal with status 404 if there is no such device, 409 if it has such a module
     */
    public void createModule(DeviceId device, String module) {
        HubAuthentication keys = HubAuthentication.keys(SymmetricKeys.generate());
        identities.createModule(device, module, keys, Optional.empty());
    }

    /**
     * Deletes a module of a device.
     *
     * @throws WorldRefusal with status 404 if there is no such device or module
     */
    public void deleteModule(DeviceId device, String module) {
        identities.deleteModule(device, module, Optional.empty());
    }

    /**
     * Changes tags: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device, 400 if no twin can have such tags
     */
    public void updateTags(DeviceId id, Map<String, Object> patch) {
        twins.update(TwinOwner.of(id), Optional.of(patch), Optional.empty(), Optional.empty());
    }

    /**
     * Changes desired properties: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device, 400 if no twin can have such properties
     */
    public void updateDesired(DeviceId id, Map<String, Object> patch) {
        twins.update(TwinOwner.of(id), Optional.empty(), Optional.of(patch), Optional.empty());
    }

    /**
     * The device reports: objects are merged, null removes.
     *
     * @throws WorldRefusal with status 404 if there is no such device, 400 if no twin can have such properties
     */
    public void updateReported(DeviceId id, Map<String, Object> patch) {
        core().change(() -> twins.report(TwinOwner.of(id), patch));
    }

    /**
     * A device connects.
     *
     * @throws WorldRefusal with status 404 if there is no such device, 401 if it is disabled
     */
    public HubConnection connect(DeviceId id, HubDeviceListener listener) {
        HubConnection session = new HubConnection(this, id, Objects.requireNonNull(listener, "listener"));
        return core().change(() -> {
            HubDevice device = state.device(id);
            if (!device.identity().enabled()) {
                throw WorldRefusal.deviceDisabled(name().value(), id.value());
            }
            state.sessions().open(device, session);
            return session;
        });
    }

    /** Says whether a device has a session. */
    public boolean isConnected(DeviceId id) {
        return connection(id).connected();
    }

    /** What is known of a device's sessions; of one that is not there, nothing. */
    public DeviceConnection connection(DeviceId id) {
        return core().read(() -> state.sessions().of(id));
    }

    /**
     * Puts a device into place as it was in another run, over one that is there, and tells nobody: no event goes out. It has no modules at
     * first; its entity tags and its generation are new.
     */
    public void restore(DeviceId id, DeviceSettings settings, DeviceTwin twin) {
        core().change(() -> {
            state.restore(id, settings, twin);
            return id;
        });
    }

    /**
     * The same for a module of a device.
     *
     * @throws WorldRefusal with status 404 if there is no such device
     */
    public void restoreModule(
            DeviceId device, String id, HubAuthentication authentication, Optional<String> managedBy, DeviceTwin twin) {
        core().change(() -> {
            ModuleIdentity identity = new ModuleIdentity(
                    device, id, state.nextGeneration(), core().nextHubEtag(), authentication, managedBy);
            state.put(state.device(device).with(new HubModule(identity, twin)));
            return id;
        });
    }

    @Override
    public String toString() {
        return host().value();
    }

    boolean isOpen(HubConnection session) {
        return core().read(() -> state.sessions().isOpen(session));
    }

    void close(HubConnection session) {
        core().change(() -> {
            state.find(session.deviceId()).ifPresent(device -> state.sessions().leave(device, session));
            return session;
        });
    }

    void send(HubConnection session, Telemetry message) {
        core().change(() -> {
            HubDevice device = state.device(state.sessions().use(session));
            state.announcer().telemetry(device, message);
            return session;
        });
    }

    DeviceTwin twin(HubConnection session) {
        return core().read(() -> state.device(state.sessions().use(session)).twin());
    }

    long report(HubConnection session, Map<String, Object> patch) {
        return core().change(() -> {
            TwinOwner device = TwinOwner.of(state.sessions().use(session));
            return twins.report(device, patch).reported().version();
        });
    }

    /** Under the lock. */
    boolean has(DeviceId id) {
        return state.has(id);
    }

    /** Under the lock. */
    Optional<DeviceTwin> twinIfPresent(DeviceId id) {
        return state.find(id).map(HubDevice::twin);
    }

    /** Under the lock: a device that is not there yet. */
    DeviceIdentity put(DeviceId id, Optional<SymmetricKeys> keys, boolean iotEdge, DeviceTwin twin) {
        DeviceSettings settings = new DeviceSettings(true, Optional.empty(), HubAuthentication.of(keys), iotEdge);
        return state.create(id, settings, twin);
    }

    /** Under the lock: the keys of a device that is there. */
    void setKeys(DeviceId id, Optional<SymmetricKeys> keys) {
        HubDevice old = state.device(id);
        if (!old.identity().keys().equals(keys)) {
            state.update(old, old.identity().settings().withAuthentication(HubAuthentication.of(keys)));
        }
    }

    /** Under the lock. */
    boolean remove(DeviceId id) {
        return state.remove(id);
    }

    private WorldCore core() {
        return state.core();
    }
}
