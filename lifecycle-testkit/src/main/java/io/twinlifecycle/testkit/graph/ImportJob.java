package io.twinlifecycle.testkit.graph;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An order to import a file.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows neither file, since their addresses can hold a signature.
 *
 * @param id its id
 * @param inputBlobUri the file to import
 * @param outputBlobUri the file for the log
 * @param created when it was ordered
 * @param lastAction when its status changed
 * @param status how far it is
 */
public record ImportJob(
        String id, String inputBlobUri, String outputBlobUri, Instant created, Instant lastAction, Status status) {

    private static final Duration KEPT_FOR = Duration.ofDays(30);

    /** How far it is. */
    public enum Status {
        /** Nothing was done yet. */
        NOTSTARTED,
        /** It runs. */
        RUNNING,
        /** It failed. */
        FAILED,
        /** All was imported. */
        SUCCEEDED,
        /** It is about to be cancelled. */
        CANCELLING,
        /** It was cancelled. */
        CANCELLED;

        boolean isFinal() {
            return this == FAILED || this == SUCCEEDED || this == CANCELLED;
        }
    }

    /** Checks that all are there. */
    public ImportJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(inputBlobUri, "inputBlobUri");
        Objects.requireNonNull(outputBlobUri, "outputBlobUri");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(lastAction, "lastAction");
        Objects.requireNonNull(status, "status");
    }

    /** The job as the service writes it. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id);
        document.put("inputBlobUri", inputBlobUri);
        document.put("outputBlobUri", outputBlobUri);
        document.put("createdDateTime", ServiceTime.job(created));
        document.put("lastActionDateTime", ServiceTime.job(lastAction));
        if (status.isFinal()) {
            document.put("finishedDateTime", ServiceTime.job(lastAction));
        }
        document.put("purgeDateTime", ServiceTime.job(created.plus(KEPT_FOR)));
        document.put("status", status.name().toLowerCase(Locale.ROOT));
        return document;
    }

    ImportJob at(Status next, Instant now) {
        return new ImportJob(id, inputBlobUri, outputBlobUri, created, now, next);
    }

    @Override
    public String toString() {
        return "ImportJob[" + id + ", " + status + "]";
    }
}
