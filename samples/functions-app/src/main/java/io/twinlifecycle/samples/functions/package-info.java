/** The article's two functions; {@code docs/functions-app.md} tells how to embed them in an app of your own. */
@NullMarked
package io.twinlifecycle.samples.functions;

import org.jspecify.annotations.NullMarked;
