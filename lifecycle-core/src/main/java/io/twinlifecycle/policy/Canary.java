package io.twinlifecycle.policy;

import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationPolicy;
import java.math.BigDecimal;
import java.util.Objects;

/** A stable share of the devices. */
final class Canary {

    private Canary() {}

    static AllocationPolicy of(String name, double percent, AllocationPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a canary's percentage must be 0 to 100, but was " + percent);
        }
        String share = BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + "%";
        String rule = "canary(" + (name.isEmpty() ? share : name + ", " + share) + ")";
        // Not the purpose of the weighted hash: a canary must be a sample of every hub's devices, not one hub's.
        String purpose = "canary:" + name;
        Abstain outside = new Abstain(rule, "the device is not in the share");
        return request -> StableHash.unit(StableHash.hash(
                                        purpose, request.registrationId().value()))
                                * 100
                        < percent
                ? Rules.under(rule, policy.decide(request))
                : outside;
    }
}
