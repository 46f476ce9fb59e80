/** Lifecycle events from Azure Event Hubs, and the places where those are kept that could not be handled. */
@NullMarked
package io.twinlifecycle.eventhubs;

import org.jspecify.annotations.NullMarked;
