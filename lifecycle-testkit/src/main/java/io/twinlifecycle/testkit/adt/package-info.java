/** A local server that speaks the wire protocol of Azure Digital Twins, so that unmodified clients work against it. */
@NullMarked
package io.twinlifecycle.testkit.adt;

import org.jspecify.annotations.NullMarked;
