/** The library's metrics, for Micrometer. Only those who use this package need {@code io.micrometer:micrometer-core}. */
@NullMarked
package io.twinlifecycle.metrics;

import org.jspecify.annotations.NullMarked;
