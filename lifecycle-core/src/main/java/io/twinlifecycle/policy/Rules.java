package io.twinlifecycle.policy;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationDecision.Defer;
import io.twinlifecycle.provisioning.AllocationDecision.Refuse;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.List;

/** How a policy that wraps another asks it and names the answer: {@code outer > inner}. */
final class Rules {

    private Rules() {}

    /** The same answer under a longer name. */
    static AllocationDecision under(String rule, AllocationDecision inner) {
        String name = rule + " > " + inner.rule();
        if (inner instanceof Assign assign) {
            return new Assign(assign.hub(), name);
        }
        if (inner instanceof Refuse refuse) {
            return new Refuse(refuse.refusal(), name);
        }
        if (inner instanceof Defer defer) {
            return new Defer(defer.why(), name);
        }
        return new Abstain(name, ((Abstain) inner).why());
    }

    /**
     * The answer of a policy that is offered some of the linked hubs only. Should it choose another one all the same, that counts as an
     * abstention: what a wrapper promises about a hub must not depend on the manners of what it wraps.
     */
    static AllocationDecision ask(
            String rule, AllocationPolicy policy, AllocationRequest request, List<HubHost> offered) {
        boolean all = offered.size() == request.linkedHubs().size();
        AllocationDecision inner = policy.decide(all ? request : request.withLinkedHubs(offered));
        if (!all && inner instanceof Assign assign && !offered.contains(assign.hub())) {
            return new Abstain(
                    rule + " > " + inner.rule(), "it chose hub " + assign.hub().name() + ", which it was not offered");
        }
        return under(rule, inner);
    }
}
