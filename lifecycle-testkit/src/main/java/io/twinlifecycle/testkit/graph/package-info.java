/**
 * An in-memory twin graph that behaves as Azure Digital Twins does: the truth behind {@link io.twinlifecycle.testkit.InMemoryTwinStore}
 * and {@link io.twinlifecycle.testkit.adt.LocalAdt}.
 */
@NullMarked
package io.twinlifecycle.testkit.graph;

import org.jspecify.annotations.NullMarked;
