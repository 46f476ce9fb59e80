/** A page to watch the local cloud: what the library does, and beside it what the algorithm of Microsoft's article would do. */
@NullMarked
package io.twinlifecycle.samples.quickstart.page;

import org.jspecify.annotations.NullMarked;
