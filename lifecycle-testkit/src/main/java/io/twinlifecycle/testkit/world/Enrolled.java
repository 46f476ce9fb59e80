package io.twinlifecycle.testkit.world;

import java.time.Instant;

/**
 * An enrollment in the books of DPS.
 *
 * @param enrollment what the operator wrote
 * @param etag changes with every change
 * @param created when it was written first
 * @param updated when it was written last
 */
record Enrolled(DeviceEnrollment enrollment, String etag, Instant created, Instant updated) {}
