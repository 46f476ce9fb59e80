/** A fleet in bad weather, for as long as you like, from a seed. */
@NullMarked
package io.twinlifecycle.testkit.simulate;

import org.jspecify.annotations.NullMarked;
