/** MQTT 3.1.1 for local servers, on the port on which they speak HTTPS; not exported. Only this package knows Netty. */
@NullMarked
package io.twinlifecycle.testkit.internal.mqtt;

import org.jspecify.annotations.NullMarked;
