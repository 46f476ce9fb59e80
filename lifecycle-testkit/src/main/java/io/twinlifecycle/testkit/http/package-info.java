/** What the test kit's local servers have in common: the requests that they had, and the faults that they are to make. */
@NullMarked
package io.twinlifecycle.testkit.http;

import org.jspecify.annotations.NullMarked;
