/** The query language of Azure Digital Twins, over the in-memory graph. */
@NullMarked
package io.twinlifecycle.testkit.query;

import org.jspecify.annotations.NullMarked;
