/** Compares the local server with recordings of the service. */
@NullMarked
package io.twinlifecycle.testkit.fidelity;

import org.jspecify.annotations.NullMarked;
