/** What several packages of the test kit share; not exported. */
@NullMarked
package io.twinlifecycle.testkit.internal;

import org.jspecify.annotations.NullMarked;
