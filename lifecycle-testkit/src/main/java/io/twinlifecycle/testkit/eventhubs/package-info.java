/** A local server that speaks the wire protocol of Azure Event Hubs, so that unmodified clients work against it. */
@NullMarked
package io.twinlifecycle.testkit.eventhubs;

import org.jspecify.annotations.NullMarked;
