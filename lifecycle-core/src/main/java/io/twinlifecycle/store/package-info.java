/** For adapter authors: the narrow port to a twin store. */
@NullMarked
package io.twinlifecycle.store;

import org.jspecify.annotations.NullMarked;
