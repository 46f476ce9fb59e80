package io.twinlifecycle.testkit.contract;

import io.twinlifecycle.HubName;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationDecision.Refuse;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of an answer must not depend on spelling or order: its kind, its hub and its code, not its sentences. */
record PolicyAnswers(Class<?> kind, Optional<HubName> hub, Optional<ReasonCode> code) {

    static PolicyAnswers of(AllocationDecision decision) {
        return new PolicyAnswers(
                decision.getClass(),
                decision instanceof Assign assign ? Optional.of(assign.hub().name()) : Optional.empty(),
                decision instanceof Refuse refuse ? Optional.of(refuse.refusal().code()) : Optional.empty());
    }

    static Map<String, AllocationDecision> all(AllocationPolicy unit, Map<String, AllocationRequest> requests) {
        Map<String, AllocationDecision> answers = new LinkedHashMap<>();
        requests.forEach((name, request) -> answers.put(name, decide(unit, name, request)));
        return answers;
    }

    /** The answer; fails, saying to what, if there is none. */
    static AllocationDecision decide(AllocationPolicy unit, String name, AllocationRequest request) {
        @Nullable AllocationDecision decision;
        try {
            decision = unit.decide(request);
        } catch (RuntimeException e) {
            throw new AssertionError("the policy threw at this request: " + name, e);
        }
        if (decision == null) {
            throw new AssertionError("the policy answered null to this request: " + name);
        }
        return decision;
    }
}
