package io.twinlifecycle.violationb;

import io.twinlifecycle.violationa.UsesB;

/** The other half. */
public interface UsesA {
    /** Closes the cycle. */
    UsesB other();
}
