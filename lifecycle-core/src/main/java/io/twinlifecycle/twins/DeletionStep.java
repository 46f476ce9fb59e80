package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.life.TwinLife;
import io.twinlifecycle.retirement.DeviceRegistry;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a deletion event does: see {@link TwinRetirer}. Safe for use by many threads. */
final class DeletionStep {

    private final TwinStore store;
    private final LifecycleSettings settings;
    private final TwinSearch search;
    private final UnfinishedRemovals unfinished;

    DeletionStep(TwinStore store, Models models, LifecycleSettings settings) {
        this.store = store;
        this.settings = settings;
        this.search = new TwinSearch(store, models, settings.twinIds());
        this.unfinished = new UnfinishedRemovals(settings.time());
    }

    RetirementOutcome handle(LifecycleEvent event, Deadline deadline) {
        return new Retirement(event, deadline).run();
    }

    /** One event on its way to its outcome. */
    private final class Retirement {

        private final LifecycleEvent event;
        private final Deadline deadline;
        private final Rounds rounds;
        private final TwinId id;
        private @Nullable RelationshipRemoval removal; // an earlier attempt's, if that failed half-way

        Retirement(LifecycleEvent event, Deadline deadline) {
            this.event = event;
            this.deadline = deadline;
            this.rounds = new Rounds(settings.maxRounds(), deadline);
            this.id = search.idOf(event);
            this.removal = unfinished.take(id).orElse(null);
        }

        RetirementOutcome run() {
            try {
                return tryUntilDone();
            } catch (RuntimeException e) {
                if (removal != null) {
                    unfinished.keep(id, removal);
                }
                throw e;
            }
        }

        private RetirementOutcome tryUntilDone() {
            while (true) {
                rounds.next(id);
                Optional<StoredTwin> twin = search.find(event, deadline);
                if (twin.isEmpty()) {
                    return removed() == 0
                            ? RetirementOutcome.of(Kind.ALREADY_GONE, id, "there is no twin")
                            : retired(id);
                }
                Optional<RetirementOutcome> outcome = weigh(twin.get());
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }

        /** Empty if the twin was changed meanwhile. */
        private Optional<RetirementOutcome> weigh(StoredTwin twin) {
            Optional<LifeLocation> location = search.lifeLocation(twin, deadline);
            Optional<TwinLife> life = location.map(at -> TwinSearch.life(twin, at));
            if (search.isOthers(twin, life, event, deadline)) {
                // What was removed was another twin's of this id, so there is nothing to put back.
                return Optional.of(RetirementOutcome.of(
                        Kind.KEPT_NOT_OURS,
                        twin.id(),
                        "it is not the twin of device " + event.deviceId() + " but names " + TwinSearch.nameIn(life)));
            }
            DeletionVerdict verdict = DeletionVerdict.of(
                    life.orElse(TwinLife.nothing()).map(), event.hub(), event.time(), settings.clockSkew());
            return switch (verdict.kind()) {
                case STALE -> Optional.of(kept(Kind.KEPT_ALIVE, twin, verdict.why()));
                case LIVES_ELSEWHERE -> noteDeleted(twin, location, life, verdict);
                case UNSURE ->
                    settings.registry().isPresent()
                            ? retireUnlessRegistered(twin, location, life, verdict)
                            : Optional.of(kept(Kind.KEPT_ALIVE, twin, verdict.why()));
                // The device may be back already, and its creation event still on its way or not routed.
                case DEAD ->
                    settings.registry().isPresent()
                            ? retireUnlessRegistered(twin, location, life, verdict)
                            : retire(twin, location, life, verdict);
            };
        }

        private Optional<RetirementOutcome> retireUnlessRegistered(
                StoredTwin twin, Optional<LifeLocation> location, Optional<TwinLife> life, DeletionVerdict verdict) {
            DeviceRegistry registry = settings.registry().orElseThrow();
            if (!registry.livesAnywhere(event.hub(), event.deviceId(), deadline)) {
                return verdict.map().isAlive()
                        ? noteDeleted(twin, location, life, verdict)
                        : retire(twin, location, life, verdict);
            }
            // It has left this hub for another. Were that not noted, this hub's fact would keep the twin for ever.
            return registry.isRegistered(event.hub(), event.deviceId(), deadline)
                    ? Optional.of(kept(Kind.KEPT_ALIVE, twin, "the device registry has the device"))
                    : noteDeleted(twin, location, life, verdict);
        }

        private Optional<RetirementOutcome> noteDeleted(
                StoredTwin twin, Optional<LifeLocation> location, Optional<TwinLife> life, DeletionVerdict verdict) {
            return write(twin, location, life.map(says -> says.withMap(verdict.map())))
                    ? Optional.of(kept(Kind.NOTED_DELETED, twin, verdict.why()))
                    : Optional.empty();
        }

        private Optional<RetirementOutcome> retire(
                StoredTwin twin, Optional<LifeLocation> location, Optional<TwinLife> life, DeletionVerdict verdict) {
            Optional<String> objection = settings.veto().objection(twin, event);
            if (objection.isPresent()) {
                return Optional.of(kept(Kind.KEPT_VETOED, twin, objection.get()));
            }
            Optional<TwinLife> dead = life.map(says -> says.withMap(verdict.map()));
            return switch (settings.mode()) {
                case DELETE -> delete(twin);
                case MARK -> mark(twin, location, dead);
                case KEEP ->
                    write(twin, location, dead)
                            ? Optional.of(
                                    kept(Kind.KEPT_BY_MODE, twin, "twins are configured to outlive their devices"))
                            : Optional.empty();
            };
        }

        private Optional<RetirementOutcome> delete(StoredTwin twin) {
            for (int attempt = 1; ; attempt++) {
                switch (store.delete(twin.id(), twin.etag(), deadline)) {
                    case DONE, GONE -> {
                        return Optional.of(retired(twin.id()));
                    }
                    case CHANGED -> {
                        return Optional.empty();
                    }
                    case HAS_RELATIONSHIPS -> removeRelationships(twin, attempt);
                }
            }
        }

        /** A store may list no relationship and still not let the twin go: it has not noticed yet, so it gets a little time. */
        private void removeRelationships(StoredTwin twin, int attempt) {
            if (attempt >= rounds.max()) {
                throw LifecycleException.relationshipsRemain(twin.id(), attempt);
            }
            if (removalOf(twin).removeListed(deadline) == 0) {
                rounds.pause(
                        attempt + 2,
                        "waiting for the store to notice that twin " + twin.id() + " has no relationships");
            }
        }

        private Optional<RetirementOutcome> mark(
                StoredTwin twin, Optional<LifeLocation> location, Optional<TwinLife> dead) {
            Optional<TwinLife> marked = dead.map(says -> new TwinLife(
                    says.deviceId(),
                    says.registrationId(),
                    says.hubHostName(),
                    says.retiredAt().or(() -> Optional.of(event.time().toString())),
                    says.map()));
            if (!write(twin, location, marked)) {
                return Optional.empty();
            }
            RelationshipRemoval removing = removalOf(twin);
            removeAll(removing);
            boolean cameBack = store.find(twin.id(), deadline)
                    .flatMap(now -> location.map(at -> TwinSearch.life(now, at)))
                    .map(now -> now.map().isAlive())
                    .orElse(false);
            return Optional.of(
                    cameBack
                            ? kept(Kind.KEPT_ALIVE, twin, "the device came back while its twin was marked")
                            : new RetirementOutcome(
                                    Kind.MARKED,
                                    Optional.of(twin.id()),
                                    removing.count(),
                                    "no hub has the device any more"));
        }

        /** Until a list is empty: others may add relationships meanwhile, and a store may pass some over while they are deleted. */
        private void removeAll(RelationshipRemoval removing) {
            for (int attempt = 1; removing.removeListed(deadline) > 0; attempt++) {
                if (attempt >= rounds.max()) {
                    throw LifecycleException.relationshipsRemain(id, attempt);
                }
            }
        }

        private boolean write(StoredTwin twin, Optional<LifeLocation> location, Optional<TwinLife> life) {
            if (location.isEmpty() || life.isEmpty()) {
                return true; // the model keeps no life map, so there is nowhere to note it
            }
            TwinPatch patch = location.get().patch(twin, life.get());
            return patch.isEmpty()
                    || store.patch(twin.id(), twin.etag(), patch, deadline) == TwinStore.WriteOutcome.DONE;
        }

        /** The twin stays, with all the relationships that it had. */
        private RetirementOutcome kept(Kind kind, StoredTwin twin, String why) {
            if (removal != null) {
                removal.putBack();
            }
            return RetirementOutcome.of(kind, twin.id(), why);
        }

        private RetirementOutcome retired(TwinId twin) {
            return new RetirementOutcome(
                    Kind.RETIRED, Optional.of(twin), removed(), "no hub has device " + event.deviceId() + " any more");
        }

        private RelationshipRemoval removalOf(StoredTwin twin) {
            RelationshipRemoval known = removal;
            if (known == null) {
                known = new RelationshipRemoval(store, twin.id(), settings.time());
                removal = known;
            }
            return known;
        }

        private int removed() {
            return removal == null ? 0 : removal.count();
        }
    }
}
