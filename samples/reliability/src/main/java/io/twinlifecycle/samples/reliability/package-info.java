/** Both adapters on a bad day: faults on the wire, a webhook against the clock, consumers that are killed. */
@NullMarked
package io.twinlifecycle.samples.reliability;

import org.jspecify.annotations.NullMarked;
