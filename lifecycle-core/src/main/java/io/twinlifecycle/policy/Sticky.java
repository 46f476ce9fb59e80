package io.twinlifecycle.policy;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps a device where it is. */
enum Sticky implements AllocationPolicy {
    INSTANCE;

    private static final String RULE = "sticky";
    private static final Abstain FIRST = new Abstain(RULE, "first registration");
    private static final Abstain GONE = new Abstain(RULE, "the current hub is not among those to choose from");

    @Override
    public AllocationDecision decide(AllocationRequest request) {
        if (request.isFirst()) {
            return FIRST;
        }
        HubHost hub = currentAmongLinked(request);
        return hub == null ? GONE : new Assign(hub, RULE);
    }

    /** The current hub as the list of linked hubs spells it. */
    static @Nullable HubHost currentAmongLinked(AllocationRequest request) {
        return request.current().isEmpty()
                ? null
                : find(
                        request.linkedHubs(),
                        HubTable.key(request.current().get().hub().value()));
    }

    static @Nullable HubHost find(List<HubHost> hubs, long key) {
        for (int i = 0; i < hubs.size(); i++) {
            if (HubTable.key(hubs.get(i).value()) == key) {
                return hubs.get(i);
            }
        }
        return null;
    }
}
