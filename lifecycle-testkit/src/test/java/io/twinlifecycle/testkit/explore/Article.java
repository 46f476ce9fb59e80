package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeInterface;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import java.util.Map;
import java.util.Optional;

/** What Microsoft's article does, as its pages describe it: the baseline in which the explorer must find faults. */
final class Article {

    private Article() {}

    /** A twin that is there is the device's; one that is not is created. Nothing is remembered. */
    static TwinResult findOrCreate(TwinStore store, TwinRequest request) {
        Deadline deadline = request.deadline();
        if (store.find(Ports.TWIN, deadline).isEmpty()) {
            store.create(new NewTwin(Ports.TWIN, request.model(), Map.of(LifeInterface.DEVICE_ID, "dev-1")), deadline);
        }
        return new TwinResult.Ready(Ports.TWIN, request.model(), TwinResult.Change.FOUND);
    }

    /** Every deletion event deletes relationships and twin; whatever fails is given up. */
    static RetirementOutcome handle(TwinStore store, LifecycleEvent event, Deadline deadline) {
        if (event.kind() == LifecycleEvent.Kind.CREATED) {
            return RetirementOutcome.ignored("the article routes no creation events");
        }
        Optional<StoredTwin> twin = store.find(Ports.TWIN, deadline);
        if (twin.isPresent()) {
            for (RelationshipRef ref :
                    store.incoming(Ports.TWIN, Optional.empty(), deadline).items()) {
                store.deleteRelationship(ref, deadline);
            }
            store.delete(Ports.TWIN, twin.get().etag(), deadline);
        }
        return RetirementOutcome.of(RetirementOutcome.Kind.RETIRED, Ports.TWIN, "as the article does");
    }
}
