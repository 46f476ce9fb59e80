/** A virtual device world: hubs, devices, enrollments, registrations and lifecycle events, in memory and in virtual time. */
@NullMarked
package io.twinlifecycle.testkit.world;

import org.jspecify.annotations.NullMarked;
