/** The algorithm of Microsoft's article, to compare with: what it loses is what this library is for. */
@NullMarked
package io.twinlifecycle.testkit.article;

import org.jspecify.annotations.NullMarked;
