package io.twinlifecycle.testkit.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An order to delete everything.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param id its id
 * @param created when it was ordered
 * @param finished when it ended, if it has
 * @param status how far it is
 */
public record DeletionJob(String id, Instant created, Optional<Instant> finished, Status status) {

    private static final Duration KEPT_FOR = Duration.ofDays(30);

    /** How far it is. */
    public enum Status {
        /** Nothing was done yet. */
        NOTSTARTED,
        /** It runs. */
        RUNNING,
        /** It failed. */
        FAILED,
        /** All is gone. */
        SUCCEEDED
    }

    /** Checks that all are there. */
    public DeletionJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(finished, "finished");
        Objects.requireNonNull(status, "status");
    }

    /** The job as the service writes it. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id);
        document.put("createdDateTime", ServiceTime.job(created));
        finished.ifPresent(time -> document.put("finishedDateTime", ServiceTime.job(time)));
        document.put("purgeDateTime", ServiceTime.job(created.plus(KEPT_FOR)));
        document.put("status", status.name().toLowerCase(Locale.ROOT));
        return document;
    }

    boolean isUnderWay() {
        return status == Status.NOTSTARTED || status == Status.RUNNING;
    }
}
