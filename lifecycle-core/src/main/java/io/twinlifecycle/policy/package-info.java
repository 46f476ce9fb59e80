/** Ready-made allocation policies, all composable: see {@link io.twinlifecycle.policy.AllocationPolicies}. */
@NullMarked
package io.twinlifecycle.policy;

import org.jspecify.annotations.NullMarked;
