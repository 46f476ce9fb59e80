package io.twinlifecycle.twins;

import io.twinlifecycle.HubName;
import io.twinlifecycle.life.LifeFact;
import io.twinlifecycle.life.LifeMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a deletion event means for a twin with that life map. Pure.
 *
 * @param kind what to do
 * @param map the map with the deletion in it
 * @param why a few words for the log
 */
record DeletionVerdict(Kind kind, LifeMap map, String why) {

    enum Kind {
        /** The device is known to live since on that hub: the event is late or repeated. */
        STALE,
        /** The clocks of service and hub are too close to tell whether the device was assigned before or after. */
        UNSURE,
        /** The device lives on another hub. */
        LIVES_ELSEWHERE,
        /** No hub has the device. */
        DEAD
    }

    static DeletionVerdict of(LifeMap map, HubName hub, Instant deletedAt, Duration clockSkew) {
        LifeMap merged = map.with(hub, new LifeFact(LifeFact.State.DELETED, deletedAt));
        Optional<LifeFact> known = merged.fact(hub).filter(LifeFact::isAlive);
        if (known.isPresent()) {
            return new DeletionVerdict(
                    Kind.STALE,
                    map,
                    "the device is known to live on " + hub + " since "
                            + known.get().time());
        }
        if (isUnsure(map, hub, deletedAt, clockSkew)) {
            return new DeletionVerdict(
                    Kind.UNSURE,
                    merged,
                    "the device was assigned to " + hub + " less than " + clockSkew.toMillis()
                            + " ms before by another clock");
        }
        return merged.isAlive()
                ? new DeletionVerdict(Kind.LIVES_ELSEWHERE, merged, "the device lives on " + merged.aliveHubs())
                : new DeletionVerdict(Kind.DEAD, merged, "no hub has the device any more");
    }

    /** Only an assignment is stamped by another clock than the deletion; a creation has that of the same hub. */
    private static boolean isUnsure(LifeMap map, HubName hub, Instant deletedAt, Duration clockSkew) {
        return map.fact(hub)
                .filter(fact -> fact.state() == LifeFact.State.ASSIGNED)
                .map(fact -> fact.time().plus(clockSkew).isAfter(deletedAt))
                .orElse(false);
    }
}
