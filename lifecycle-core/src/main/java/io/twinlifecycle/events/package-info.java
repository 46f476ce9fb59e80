/** Lifecycle events of IoT Hub, as they arrive and as we understand them. */
@NullMarked
package io.twinlifecycle.events;

import org.jspecify.annotations.NullMarked;
