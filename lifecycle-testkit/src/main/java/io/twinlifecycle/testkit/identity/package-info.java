/** A local server that gives tokens to clients of managed identities, so that Azure's credentials work without Azure. */
@NullMarked
package io.twinlifecycle.testkit.identity;

import org.jspecify.annotations.NullMarked;
