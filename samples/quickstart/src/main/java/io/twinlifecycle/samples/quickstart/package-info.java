/** The whole story on one machine; start at {@link io.twinlifecycle.samples.quickstart.Quickstart}. */
@NullMarked
package io.twinlifecycle.samples.quickstart;

import org.jspecify.annotations.NullMarked;
