/** What the test kit's local servers have in common when they speak MQTT: what goes on there, and what is to go wrong. */
@NullMarked
package io.twinlifecycle.testkit.mqtt;

import org.jspecify.annotations.NullMarked;
