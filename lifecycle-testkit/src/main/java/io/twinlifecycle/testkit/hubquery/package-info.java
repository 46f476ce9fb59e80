/**
 * The query language of IoT Hub, as far as Microsoft documents it for conditions of routes and for queries of device twins; not exported.
 */
@NullMarked
package io.twinlifecycle.testkit.hubquery;

import org.jspecify.annotations.NullMarked;
