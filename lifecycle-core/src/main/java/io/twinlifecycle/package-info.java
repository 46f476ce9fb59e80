/** The values that every part of the library shares. */
@NullMarked
package io.twinlifecycle;

import org.jspecify.annotations.NullMarked;
