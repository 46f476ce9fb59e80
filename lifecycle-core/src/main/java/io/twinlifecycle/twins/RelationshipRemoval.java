package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.TwinStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the relationships of one twin during one retirement, and remembers them: if the device turns out to live, they are put back. An
 * incoming relationship is read before it goes, since the list of incoming ones has no properties.
 *
 * <p>Used by one thread.
 */
final class RelationshipRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(RelationshipRemoval.class);

    private static final Duration PUT_BACK_BUDGET = Duration.ofSeconds(60);
    private static final int PUT_BACK_ROUNDS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final TwinStore store;
    private final TwinId twin;
    private final TimeSource time;
    private final Map<RelationshipRef, Relationship> removed = new LinkedHashMap<>();

    RelationshipRemoval(TwinStore store, TwinId twin, TimeSource time) {
        this.store = store;
        this.twin = twin;
        this.time = time;
    }

    /** Deletes all that the store lists now, page by page, outgoing and incoming; says how many went. */
    int removeListed(Deadline deadline) {
        return removeOutgoing(deadline) + removeIncoming(deadline);
    }

    int count() {
        return removed.size();
    }

    private int removeOutgoing(Deadline deadline) {
        int went = 0;
        Optional<String> next = Optional.empty();
        do {
            Page<Relationship> page = store.outgoing(twin, next, deadline);
            for (Relationship relationship : page.items()) {
                went += remove(relationship, deadline);
            }
            next = page.next();
        } while (next.isPresent());
        return went;
    }

    private int removeIncoming(Deadline deadline) {
        int went = 0;
        Optional<String> next = Optional.empty();
        do {
            Page<RelationshipRef> page = store.incoming(twin, next, deadline);
            for (RelationshipRef ref : page.items()) {
                Optional<Relationship> relationship = store.findRelationship(ref, deadline);
                went += relationship.isPresent() ? remove(relationship.get(), deadline) : 0;
            }
            next = page.next();
        } while (next.isPresent());
        return went;
    }

    private int remove(Relationship relationship, Deadline deadline) {
        // Remembered before it goes: the answer to the deletion may be lost after it has happened.
        boolean isNew = removed.putIfAbsent(relationship.ref(), relationship) == null;
        // The only thing that survives a crash between here and the end of the retirement.
        LOG.atInfo()
                .addKeyValue("twin", twin)
                .addKeyValue("relationship", relationship)
                .log("A relationship goes, since its twin is retired.");
        if (store.deleteRelationship(relationship.ref(), deadline)) {
            return 1;
        }
        if (isNew) {
            removed.remove(relationship.ref()); // somebody else deleted it, and may have meant to
        }
        return 0;
    }

    /**
     * Puts back what was removed, whatever is left of the event's time: nobody else knows what to put back. What fails is tried again
     * a few times.
     *
     * @throws LifecycleException the first failure of the last round
     */
    void putBack() {
        Deadline deadline = Deadline.after(PUT_BACK_BUDGET, time);
        List<LifecycleException> failures = putBackOnce(deadline);
        for (int round = 1; !failures.isEmpty() && round < PUT_BACK_ROUNDS; round++) {
            if (!deadline.sleep(FIRST_PAUSE.multipliedBy(1L << round))) {
                break;
            }
            failures = putBackOnce(deadline);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private List<LifecycleException> putBackOnce(Deadline deadline) {
        List<LifecycleException> failures = new ArrayList<>();
        for (Relationship relationship : List.copyOf(removed.values())) {
            try {
                TwinStore.CreateOutcome outcome = store.createRelationship(relationship, deadline);
                removed.remove(relationship.ref());
                LOG.atInfo()
                        .addKeyValue("relationship", relationship)
                        .addKeyValue("outcome", outcome)
                        .log("The device came back while its twin was retired; a relationship was put back.");
            } catch (LifecycleException e) {
                failures.add(e);
                LOG.atWarn()
                        .addKeyValue("relationship", relationship)
                        .addKeyValue("failure", e.kind())
                        .log(
                                "The device came back while its twin was retired, and this relationship could not be put back yet.");
            }
        }
        return failures;
    }

    /** For an operator, when nothing will put them back any more. */
    void logAsForgotten() {
        for (Relationship relationship : removed.values()) {
            LOG.atWarn()
                    .addKeyValue("relationship", relationship)
                    .log("A retirement that failed half-way had removed this relationship."
                            + " If the device is back, put it back by hand.");
        }
    }
}
