package io.twinlifecycle.policy;

import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Asks one policy after another. If all abstain, the answer says why each did. */
final class Chain implements AllocationPolicy {

    private final List<AllocationPolicy> policies;

    Chain(List<AllocationPolicy> policies) {
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("first-of needs at least one policy, but was given none");
        }
        this.policies = policies;
    }

    @Override
    public AllocationDecision decide(AllocationRequest request) {
        List<Abstain> abstentions = new ArrayList<>(policies.size());
        for (AllocationPolicy policy : policies) {
            AllocationDecision decision = policy.decide(request);
            if (!(decision instanceof Abstain abstention)) {
                return decision;
            }
            abstentions.add(abstention);
        }
        return new Abstain(
                "first-of",
                abstentions.stream().map(a -> a.rule() + ": " + a.why()).collect(Collectors.joining("; ")));
    }
}
