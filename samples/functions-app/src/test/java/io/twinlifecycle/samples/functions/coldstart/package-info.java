/** Measures the cold start; {@code make cold-start} runs {@link io.twinlifecycle.samples.functions.coldstart.ColdStart}. */
@NullMarked
package io.twinlifecycle.samples.functions.coldstart;

import org.jspecify.annotations.NullMarked;
