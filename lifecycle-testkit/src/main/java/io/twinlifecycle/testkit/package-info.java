/** For people who test an application: in-memory fakes that can be scripted and looked into, and time that stands still. */
@NullMarked
package io.twinlifecycle.testkit;

import org.jspecify.annotations.NullMarked;
