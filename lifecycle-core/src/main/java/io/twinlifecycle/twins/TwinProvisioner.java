package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.Texts;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.life.LifeFact;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.life.LifeMap;
import io.twinlifecycle.life.TwinLife;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.provisioning.TwinResult.Change;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds or creates a device's twin, over any store.
 *
 * <ol>
 *   <li>A device that registers for the first time most likely has no twin: it is created if absent, in one call. Every other device's
 *       twin is looked for first; if it is not there, it is created if absent.
 *   <li>A twin that exists is never replaced. It must be this device's own: one that names another device, or that names none and whose
 *       model is unrelated, is left alone and the registration is refused.
 *   <li>What the twin must remember, that the device was assigned to this hub now, is written under the twin's version, unless the twin
 *       says that the device lives there already and creation events confirm such facts.
 *   <li>If others changed or deleted the twin meanwhile, it begins again from the read, a bounded number of times.
 * </ol>
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class TwinProvisioner implements TwinFactory {

    private final TwinStore store;
    private final LifecycleSettings settings;
    private final Models models;
    private final TwinCreation creation;

    /** A factory over that store. */
    public TwinProvisioner(TwinStore store, LifecycleSettings settings) {
        this.store = Objects.requireNonNull(store, "store");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.models = new Models(store);
        this.creation = new TwinCreation(store, settings.template());
    }

    @Override
    public TwinResult findOrCreate(TwinRequest request) {
        Optional<TwinId> id = TwinIds.of(settings.twinIds(), request.deviceId());
        if (id.isEmpty()) {
            return new TwinResult.Refused(new Refusal(
                    ReasonCode.FIELD_INVALID,
                    "device " + request.deviceId()
                            + " can have no twin, since its id is none that a twin can have; register"
                            + " under another id"));
        }
        try {
            return findOrCreate(id.get(), request);
        } catch (LifecycleException e) {
            if (e.reason().isPresent()) {
                return new TwinResult.Refused(new Refusal(e.reason().get(), String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private TwinResult findOrCreate(TwinId id, TwinRequest request) {
        Deadline deadline = request.deadline();
        Rounds rounds = new Rounds(settings.maxRounds(), deadline);
        boolean lookFirst = !request.firstRegistration();
        while (true) {
            rounds.next(id);
            Optional<StoredTwin> twin = lookFirst ? store.find(id, deadline) : Optional.empty();
            if (twin.isPresent()) {
                Optional<TwinResult> result = bringUpToDate(twin.get(), request);
                if (result.isPresent()) {
                    return result.get();
                }
            } else {
                TwinLife life = assigned(TwinLife.nothing(), request);
                if (creation.create(id, device(request), life, deadline) == TwinStore.CreateOutcome.CREATED) {
                    return new TwinResult.Ready(id, request.model(), Change.CREATED);
                }
                lookFirst = true;
            }
        }
    }

    /** What the twin that is there makes of the registration; empty if it was changed meanwhile. */
    private Optional<TwinResult> bringUpToDate(StoredTwin twin, TwinRequest request) {
        Deadline deadline = request.deadline();
        Optional<LifeLocation> location = models.lifeLocation(twin.model(), deadline);
        Optional<TwinLife> life = location.map(at -> at.readLeniently(twin));
        Optional<Refusal> notOurs = refuseIfNotOurs(twin, life, request);
        if (notOurs.isPresent()) {
            return Optional.of(new TwinResult.Refused(notOurs.get()));
        }
        boolean otherModel = !models.isA(twin.model(), request.model(), deadline);
        if (otherModel && settings.existingTwins() == ExistingTwinPolicy.REFUSE) {
            return Optional.of(new TwinResult.Refused(new Refusal(
                    ReasonCode.TWIN_HAS_OTHER_MODEL,
                    "twin " + twin.id() + " has model " + twin.model() + ", and the device registers with "
                            + request.model() + "; existing twins are configured to refuse that")));
        }
        boolean updateModel = otherModel && settings.existingTwins() == ExistingTwinPolicy.UPDATE_MODEL;
        ModelId model = updateModel ? request.model() : twin.model();
        TwinPatch patch = patch(twin, life, request, updateModel, location);
        if (patch.isEmpty()) {
            return Optional.of(new TwinResult.Ready(twin.id(), model, Change.FOUND));
        }
        return write(twin, patch, deadline)
                ? Optional.of(new TwinResult.Ready(twin.id(), model, updateModel ? Change.MODEL_UPDATED : Change.NOTED))
                : Optional.empty();
    }

    private Optional<Refusal> refuseIfNotOurs(StoredTwin twin, Optional<TwinLife> life, TwinRequest request) {
        Optional<String> named = life.flatMap(TwinLife::deviceId);
        if (named.isPresent()) {
            return isSameDevice(named.get(), request.deviceId())
                    ? Optional.empty()
                    : notOurs(twin, "names device " + Texts.quoted(named.get()));
        }
        return models.areRelated(twin.model(), request.model(), request.deadline())
                ? Optional.empty()
                : notOurs(twin, "names no device and has the unrelated model " + twin.model());
    }

    private boolean isSameDevice(String named, DeviceId device) {
        return DeviceId.isValid(named)
                && TwinIds.of(settings.twinIds(), new DeviceId(named)).equals(TwinIds.of(settings.twinIds(), device));
    }

    private static Optional<Refusal> notOurs(StoredTwin twin, String why) {
        return Optional.of(new Refusal(
                ReasonCode.TWIN_NOT_OURS,
                "twin " + twin.id() + " is there already but " + why
                        + "; register under another id, or rename or remove that twin"));
    }

    private TwinPatch patch(
            StoredTwin twin,
            Optional<TwinLife> life,
            TwinRequest request,
            boolean updateModel,
            Optional<LifeLocation> location) {
        if (updateModel) {
            ModelDescription model = models.describe(request.model(), request.deadline())
                    .orElseThrow(() -> LifecycleException.refused(TwinCreation.unknownModel(device(request))));
            TwinLife known = life.orElse(TwinLife.nothing());
            return ModelChange.patch(twin, model, assigned(known, request));
        }
        if (location.isEmpty() || life.isEmpty() || !isNews(twin, location.get(), life.get(), request)) {
            return TwinPatch.empty();
        }
        return location.get().patch(twin, assigned(life.get(), request));
    }

    /** A known device on its hub costs no write where creation events confirm what the twin says. */
    private boolean isNews(StoredTwin twin, LifeLocation location, TwinLife life, TwinRequest request) {
        boolean aliveThere =
                life.map().fact(request.hub().name()).map(LifeFact::isAlive).orElse(false);
        TwinLife butForTheTime = assigned(life, request).withMap(life.map());
        return !settings.creationEventsRouted()
                || !aliveThere
                || !location.patch(twin, butForTheTime).isEmpty();
    }

    /** What the twin shall say. A call that was slow changes nothing of what is known since. */
    private static TwinLife assigned(TwinLife life, TwinRequest request) {
        HubName hub = request.hub().name();
        LifeMap map = life.map().with(hub, new LifeFact(LifeFact.State.ASSIGNED, request.time()));
        boolean hasMovedOn = life.map().facts().entrySet().stream()
                .anyMatch(known -> !known.getKey().equals(hub)
                        && known.getValue().isAlive()
                        && known.getValue().time().isAfter(request.time()));
        return new TwinLife(
                Optional.of(request.deviceId().value()),
                Optional.of(request.registrationId().value()),
                hasMovedOn ? life.hubHostName() : Optional.of(request.hub().value()),
                map.isAlive() ? Optional.empty() : life.retiredAt(),
                map);
    }

    private boolean write(StoredTwin twin, TwinPatch patch, Deadline deadline) {
        try {
            return store.patch(twin.id(), twin.etag(), patch, deadline) == TwinStore.WriteOutcome.DONE;
        } catch (LifecycleException e) {
            if (e.kind() == LifecycleException.Kind.STORE_REFUSED) {
                throw LifecycleException.refused(
                        ReasonCode.TWIN_REFUSED,
                        "the twin store refused the change of twin " + twin.id() + ": " + e.getMessage());
            }
            throw e;
        }
    }

    private static NewDevice device(TwinRequest request) {
        return new NewDevice(
                request.deviceId(),
                request.hub().name(),
                request.model(),
                Optional.of(request.registrationId()),
                Optional.of(request.enrollmentId()),
                request.payload());
    }
}
