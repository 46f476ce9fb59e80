/**
 * The whole cloud on a desk: local servers of Azure Digital Twins, DPS, IoT Hub and Event Hubs over one twin graph and one world of
 * devices, for unmodified clients.
 */
@NullMarked
package io.twinlifecycle.testkit.cloud;

import org.jspecify.annotations.NullMarked;
