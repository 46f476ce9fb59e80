/** Calls the functions as the host would. */
@NullMarked
package io.twinlifecycle.samples.functions;

import org.jspecify.annotations.NullMarked;
