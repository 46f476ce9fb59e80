package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeFact;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.life.LifeMap;
import io.twinlifecycle.life.TwinLife;
import io.twinlifecycle.provisioning.Payload;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import java.util.Optional;

/** What a creation event does: see {@link TwinRetirer}. Safe for use by many threads. */
final class CreationStep {

    private final TwinStore store;
    private final LifecycleSettings settings;
    private final TwinSearch search;
    private final TwinCreation creation;
    private final DeletionStep deletion;

    CreationStep(TwinStore store, Models models, LifecycleSettings settings, DeletionStep deletion) {
        this.store = store;
        this.settings = settings;
        this.deletion = deletion;
        this.search = new TwinSearch(store, models, settings.twinIds());
        this.creation = new TwinCreation(store, settings.template());
    }

    RetirementOutcome handle(LifecycleEvent event, Deadline deadline) {
        TwinId id = search.idOf(event);
        Rounds rounds = new Rounds(settings.maxRounds(), deadline);
        while (true) {
            rounds.next(id);
            Optional<StoredTwin> twin = search.find(event, deadline);
            Optional<RetirementOutcome> outcome =
                    twin.isPresent() ? note(twin.get(), event, deadline) : create(event, deadline);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    /** Empty if the twin was changed meanwhile. */
    private Optional<RetirementOutcome> note(StoredTwin twin, LifecycleEvent event, Deadline deadline) {
        Optional<LifeLocation> location = search.lifeLocation(twin, deadline);
        if (location.isEmpty()) {
            return Optional.of(outcome(RetirementOutcome.Kind.IGNORED, twin.id(), "its model keeps no life map"));
        }
        TwinLife life = TwinSearch.life(twin, location.get());
        if (search.isOthers(twin, Optional.of(life), event, deadline)) {
            return Optional.of(outcome(
                    RetirementOutcome.Kind.KEPT_NOT_OURS,
                    twin.id(),
                    "it names " + TwinSearch.nameIn(Optional.of(life))));
        }
        LifeMap map = life.map().with(event.hub(), fact(event));
        if (map.equals(life.map())) {
            boolean knowsOfIt = life.map().fact(event.hub()).equals(Optional.of(fact(event)));
            return Optional.of(
                    knowsOfIt && isKnownToBeOver(event, deadline)
                            ? over(event, deadline)
                            : outcome(RetirementOutcome.Kind.IGNORED, twin.id(), "the twin knows of it or of later"));
        }
        boolean aliveThere = life.map().fact(event.hub()).map(LifeFact::isAlive).orElse(false);
        if (!aliveThere && isKnownToBeOver(event, deadline)) {
            return Optional.of(outcome(RetirementOutcome.Kind.IGNORED, twin.id(), noSuchDevice(event)));
        }
        TwinLife alive = new TwinLife(
                life.deviceId().or(() -> Optional.of(event.deviceId().value())),
                life.registrationId(),
                life.hubHostName(),
                Optional.empty(),
                map);
        return store.patch(twin.id(), twin.etag(), location.get().patch(twin, alive), deadline)
                        == TwinStore.WriteOutcome.DONE
                ? Optional.of(
                        outcome(RetirementOutcome.Kind.NOTED_ALIVE, twin.id(), "the device lives on " + event.hub()))
                : Optional.empty();
    }

    /**
     * A twin that was retired and made again remembers nothing of the hubs of its device's earlier lives. A repeated creation event of one
     * of those would never be taken back, and the twin would outlive its device.
     */
    private boolean isKnownToBeOver(LifecycleEvent event, Deadline deadline) {
        return settings.registry()
                .map(registry -> !registry.isRegistered(event.hub(), event.deviceId(), deadline))
                .orElse(false);
    }

    /** Empty if there is a twin meanwhile. */
    private Optional<RetirementOutcome> create(LifecycleEvent event, Deadline deadline) {
        TwinId id = search.mappedId(event);
        Optional<ModelId> model = event.model().or(settings::modelOfCreatedDevices);
        if (model.isEmpty()) {
            return Optional.of(outcome(
                    RetirementOutcome.Kind.IGNORED, id, "there is no twin, and nothing names the model of a new one"));
        }
        Optional<String> objection = objectionToCreating(event, deadline);
        if (objection.isPresent()) {
            return Optional.of(outcome(RetirementOutcome.Kind.IGNORED, id, objection.get()));
        }
        TwinLife life = new TwinLife(
                Optional.of(event.deviceId().value()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LifeMap.empty().with(event.hub(), fact(event)));
        NewDevice device = new NewDevice(
                event.deviceId(), event.hub(), model.get(), Optional.empty(), Optional.empty(), Payload.absent());
        if (creation.create(id, device, life, deadline) != TwinStore.CreateOutcome.CREATED) {
            return Optional.empty();
        }
        return Optional.of(
                isKnownToBeOver(event, deadline)
                        ? over(event, deadline)
                        : outcome(RetirementOutcome.Kind.CREATED, id, "the device had no twin"));
    }

    /**
     * The deletion event may have come and found no twin, between the question to the registry and the creation, so the twin is weighed as
     * if it came once more. When the device was deleted is not known, only that it was after it was created.
     */
    private RetirementOutcome over(LifecycleEvent event, Deadline deadline) {
        LifecycleEvent deleted = new LifecycleEvent(
                LifecycleEvent.Kind.DELETED,
                event.hub(),
                event.deviceId(),
                event.time().plusNanos(1),
                Optional.empty(),
                event.model(),
                event.correlationId());
        RetirementOutcome outcome = deletion.handle(deleted, deadline);
        return outcome.kind() == RetirementOutcome.Kind.RETIRED
                ? outcome(
                        RetirementOutcome.Kind.IGNORED,
                        search.mappedId(event),
                        "the device was deleted while its twin was made")
                : outcome;
    }

    private static LifeFact fact(LifecycleEvent event) {
        return new LifeFact(LifeFact.State.CREATED, event.time());
    }

    private Optional<String> objectionToCreating(LifecycleEvent event, Deadline deadline) {
        if (isKnownToBeOver(event, deadline)) {
            return Optional.of("there is no twin, and " + noSuchDevice(event));
        }
        return settings.registry().isPresent() || settings.eventsInOrder()
                ? Optional.empty()
                : Optional.of("there is no twin, and without a device registry a late event might make a ghost");
    }

    private static String noSuchDevice(LifecycleEvent event) {
        return "the registry of " + event.hub() + " has no such device any more";
    }

    private static RetirementOutcome outcome(RetirementOutcome.Kind kind, TwinId id, String why) {
        return RetirementOutcome.of(kind, id, why);
    }
}
