package io.twinlifecycle.policy;

import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.regex.Pattern;

/** Refuses by the registration ID. */
final class IdRule implements AllocationPolicy {

    private final String rule;
    private final Pattern pattern;
    private final boolean allow;
    private final AllocationDecision.Abstain passed;

    IdRule(String name, String regex, boolean allow) {
        this.rule = name + "(" + regex + ")";
        this.pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        this.allow = allow;
        this.passed = new AllocationDecision.Abstain(rule, "the registration ID is allowed");
    }

    @Override
    public AllocationDecision decide(AllocationRequest request) {
        if (pattern.matcher(request.registrationId().value()).matches() == allow) {
            return passed;
        }
        String message = "registration ID " + request.registrationId()
                + (allow ? " does not match the rule " : " matches the rule ") + rule
                + "; change the rule or the device's id";
        return new AllocationDecision.Refuse(new Refusal(ReasonCode.DEVICE_NOT_ALLOWED, message), rule);
    }
}
