package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.Texts;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.life.TwinLife;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import java.util.Optional;

/** Finds the twin that an event is about, and says whose it is. Safe for use by many threads. */
final class TwinSearch {

    private final TwinStore store;
    private final Models models;
    private final TwinIdMapping twinIds;

    TwinSearch(TwinStore store, Models models, TwinIdMapping twinIds) {
        this.store = store;
        this.models = models;
        this.twinIds = twinIds;
    }

    /** The id under which the event's twin is, or would be. */
    TwinId idOf(LifecycleEvent event) {
        return event.twinId().orElseGet(() -> mappedId(event));
    }

    /**
     * The id by the mapping.
     *
     * @throws LifecycleException that is not retryable, if the device's id can name no twin
     */
    TwinId mappedId(LifecycleEvent event) {
        return TwinIds.of(twinIds, event.deviceId())
                .orElseThrow(
                        () -> LifecycleException.malformedEvent(
                                "device " + event.deviceId()
                                        + " can have no twin, since its id is none that a twin can have; give it another id, or map it"));
    }

    /**
     * The twin of the tag {@code dtId} if it is the device's, else that of the mapping: a tag may name a twin that is no more, or
     * somebody else's.
     */
    Optional<StoredTwin> find(LifecycleEvent event, Deadline deadline) {
        TwinId mapped = mappedId(event);
        Optional<StoredTwin> tagged =
                event.twinId().filter(id -> !id.equals(mapped)).flatMap(id -> store.find(id, deadline));
        if (tagged.isPresent() && !isOthers(tagged.get(), lenientLife(tagged.get(), deadline), event, deadline)) {
            return tagged;
        }
        Optional<StoredTwin> own = store.find(mapped, deadline);
        return own.isPresent() ? own : tagged;
    }

    private Optional<TwinLife> lenientLife(StoredTwin twin, Deadline deadline) {
        return models.lifeLocation(twin.model(), deadline).map(location -> location.readLeniently(twin));
    }

    /**
     * Where the twin keeps its device's life, if anywhere.
     *
     * @throws LifecycleException that is not retryable, if the store does not have the twin's model any more: that the twin keeps no life
     *     map would be a guess, and the price of a wrong one is a twin
     */
    Optional<LifeLocation> lifeLocation(StoredTwin twin, Deadline deadline) {
        if (models.describe(twin.model(), deadline).isEmpty()) {
            throw LifecycleException.storeRefused(
                    "twin " + twin.id() + " has model " + twin.model()
                            + ", which the store does not have any more, so its life map cannot be found; upload the model",
                    null);
        }
        return models.lifeLocation(twin.model(), deadline);
    }

    /**
     * What the twin says of its device.
     *
     * @throws LifecycleException that is not retryable, if its life map cannot be read: to guess would be to lose a twin
     */
    static TwinLife life(StoredTwin twin, LifeLocation location) {
        try {
            return location.read(twin);
        } catch (IllegalArgumentException e) {
            throw LifecycleException.storeRefused(
                    "the life map of twin " + twin.id() + " cannot be read: " + e.getMessage()
                            + "; correct or remove that property",
                    e);
        }
    }

    /**
     * Says whether the twin names another device. Hubs tell ids apart by case, so this does too. One that names none is another's if it is
     * of another kind than the device's twin: a room. If only the tag {@code dtId} points to it, which anyone may write, it must be
     * of a kind that names no devices, and known to be of the device's.
     */
    boolean isOthers(StoredTwin twin, Optional<TwinLife> life, LifecycleEvent event, Deadline deadline) {
        Optional<String> named = life.flatMap(TwinLife::deviceId);
        if (named.isPresent()) {
            return !named.get().equals(event.deviceId().value());
        }
        Optional<Boolean> sameKind = event.model().map(model -> models.areRelated(twin.model(), model, deadline));
        return twin.id().equals(mappedId(event)) ? !sameKind.orElse(true) : life.isPresent() || !sameKind.orElse(false);
    }

    /** Whom the twin names, fit for a message. */
    static String nameIn(Optional<TwinLife> life) {
        return life.flatMap(TwinLife::deviceId)
                .map(name -> "device " + Texts.quoted(name))
                .orElse("no device");
    }
}
