package io.twinlifecycle.testkit;

import io.twinlifecycle.testkit.mutants.SpoiltStore;

/** Does what a store in memory does; mutants override what they get wrong, and may look into it. */
class ForwardingTwinStore extends SpoiltStore {

    final InMemoryTwinStore right;

    ForwardingTwinStore(InMemoryTwinStore right) {
        super(right);
        this.right = right;
    }
}
