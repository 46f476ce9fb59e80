/** Provisioning: from a DPS custom-allocation request to its answer. */
@NullMarked
package io.twinlifecycle.provisioning;

import org.jspecify.annotations.NullMarked;
