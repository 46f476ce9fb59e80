package io.twinlifecycle.testkit.world;

import java.time.Instant;
import java.util.Objects;

/**
 * An enrollment in the books of DPS.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param enrollment what the operator wrote
 * @param etag changes with every change; with its quotes, as DPS writes it
 * @param created when it was written first
 * @param updated when it was written last
 */
public record Enrolled(DeviceEnrollment enrollment, String etag, Instant created, Instant updated) {
    /** Checks that all are there. */
    public Enrolled {
        Objects.requireNonNull(enrollment, "enrollment");
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(updated, "updated");
    }
}
