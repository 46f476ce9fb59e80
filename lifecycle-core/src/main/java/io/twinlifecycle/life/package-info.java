/** What a twin remembers of its device: per hub, when it was assigned there, seen created and seen deleted. */
@NullMarked
package io.twinlifecycle.life;

import org.jspecify.annotations.NullMarked;
