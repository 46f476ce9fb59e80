/**
 * Finds, creates and retires twins in Azure Digital Twins: start with {@link io.twinlifecycle.adt.AdtClients}, and give its client to
 * {@link io.twinlifecycle.adt.AdtTwinFactory} and {@link io.twinlifecycle.adt.AdtRetirementHandler}.
 */
@NullMarked
package io.twinlifecycle.adt;

import org.jspecify.annotations.NullMarked;
