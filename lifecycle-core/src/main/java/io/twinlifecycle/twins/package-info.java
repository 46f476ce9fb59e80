/** The find-or-create and the retire algorithm, over any store, and the settings that they share. */
@NullMarked
package io.twinlifecycle.twins;

import org.jspecify.annotations.NullMarked;
