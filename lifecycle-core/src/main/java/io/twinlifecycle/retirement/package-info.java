/** Retirement: what lifecycle events do to twins, one by one or in batches, and where those go that cannot be handled. */
@NullMarked
package io.twinlifecycle.retirement;

import org.jspecify.annotations.NullMarked;
