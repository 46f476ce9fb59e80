package io.twinlifecycle;

import io.twinlifecycle.life.LifeMap;

/** What the root package must not do, done on purpose: the rule against it is tried on this. */
public interface RootThatUsesASubpackage {
    /** Depends on a package that depends on the root. */
    LifeMap lifeMap();
}
