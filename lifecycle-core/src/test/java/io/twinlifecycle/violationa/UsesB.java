package io.twinlifecycle.violationa;

import io.twinlifecycle.violationb.UsesA;

/** One half of a cycle between packages, on which the rule against them is tried. */
public interface UsesB {
    /** Closes the cycle. */
    UsesA other();
}
