/** Algorithms that are wrong: the library's own with one thing undone each. Explorer and simulation must find every one. */
@NullMarked
package io.twinlifecycle.testkit.mutants;

import org.jspecify.annotations.NullMarked;
