package io.twinlifecycle.provisioning;

/**
 * Chooses the IoT hub of a registering device.
 *
 * <p>A policy is pure: the same request gets the same answer, whoever asks and however often, for DPS asks on every registration and
 * again after a failure. Policies that look at the world (a load gauge) say so and give the same answer while the world stays as it is.
 * It chooses among {@link AllocationRequest#linkedHubs()}, which a decorator may have narrowed, even to none. It does not throw for an
 * expected "no": that is an {@linkplain AllocationDecision.Abstain abstention} or a {@linkplain AllocationDecision.Refuse refusal}.
 *
 * <p>Implementations are safe for use by many threads. Ready-made ones: {@link io.twinlifecycle.policy.AllocationPolicies}.
 */
@FunctionalInterface
public interface AllocationPolicy {

    /** Chooses, abstains or refuses; the answer names the rule that gave it. */
    AllocationDecision decide(AllocationRequest request);

    /** This policy, and where it abstains the next one. A refusal is final: it is not handed on. */
    default AllocationPolicy orElse(AllocationPolicy next) {
        return request -> {
            AllocationDecision decision = decide(request);
            return decision instanceof AllocationDecision.Abstain ? next.decide(request) : decision;
        };
    }
}
