package io.twinlifecycle.retirement;

import io.twinlifecycle.TwinId;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of an event.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param kind what was done
 * @param twin the twin it was about; empty if there was none to look for
 * @param relationshipsDeleted how many relationships went, outgoing and incoming
 * @param why a few words for the log
 */
public record RetirementOutcome(Kind kind, Optional<TwinId> twin, int relationshipsDeleted, String why) {

    /** What was done. */
    public enum Kind {
        /** The twin and its relationships are gone. */
        RETIRED,
        /** The twin was marked as retired and detached from its neighbours. */
        MARKED,
        /** There was no twin to retire: an earlier attempt did it, or there never was one. */
        ALREADY_GONE,
        /** Nothing: the device is known to live since, on this hub or another. */
        KEPT_ALIVE,
        /** It was noted that this hub no longer has the device; it lives on another, so the twin stays. */
        NOTED_DELETED,
        /** It was noted that the device lives on this hub. */
        NOTED_ALIVE,
        /** A twin was created for a device that had none. */
        CREATED,
        /** Nothing: the twin at this id belongs to another device or to no device at all. */
        KEPT_NOT_OURS,
        /** Nothing: the veto hook said so. */
        KEPT_VETOED,
        /** Nothing: the configuration says that twins outlive their devices. */
        KEPT_BY_MODE,
        /** Nothing: the event is about a module, or is no lifecycle event of a device, or brings nothing new. */
        IGNORED
    }

    /** Checks that all are there. */
    public RetirementOutcome {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(twin, "twin");
        Objects.requireNonNull(why, "why");
    }

    /** An outcome about a twin, without deleted relationships. */
    public static RetirementOutcome of(Kind kind, TwinId twin, String why) {
        return new RetirementOutcome(kind, Optional.of(twin), 0, why);
    }

    /** Nothing was done and no twin looked for. */
    public static RetirementOutcome ignored(String why) {
        return new RetirementOutcome(Kind.IGNORED, Optional.empty(), 0, why);
    }
}
