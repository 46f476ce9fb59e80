/** Every order of every call, delivery and write in small worlds, over the library's own algorithms, the article's, and mutants. */
@NullMarked
package io.twinlifecycle.testkit.explore;

import org.jspecify.annotations.NullMarked;
