/** A local Device Provisioning Service that real device clients register with over HTTPS. */
@NullMarked
package io.twinlifecycle.testkit.dps;

import org.jspecify.annotations.NullMarked;
