/** Local IoT hubs whose registry and twins real service clients use over HTTPS. */
@NullMarked
package io.twinlifecycle.testkit.iothub;

import org.jspecify.annotations.NullMarked;
