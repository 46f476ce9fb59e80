package io.twinlifecycle.policy;

import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Policies that say no. They refuse or abstain and never choose a hub, so they stand at the head of a chain, before the policy that
 * does:
 *
 * <pre>{@code
 * AllocationPolicy policy = AllocationPolicies.firstOf(
 *         AllocationRules.denyIds("test-.*"),
 *         AllocationRules.allowModels(
 *                 Map.of("thermostats", List.of("dtmi:com:example:Thermostat")), UnlistedEnrollments.REFUSE),
 *         AllocationPolicies.standard());
 * }</pre>
 *
 * <p>All of them are immutable and safe for use by many threads.
 */
public final class AllocationRules {

    private AllocationRules() {}

    /**
     * Refuses a device whose payload names a model, in its text {@code modelId}, that its enrollment does not allow. The rule abstains
     * if the payload names none: the model is then the operator's choice.
     *
     * @param byEnrollment for each enrollment's id, in any case, the DTMIs and prefixes of DTMIs that are allowed, in the form that
     *     {@link AllocationPolicies#byModel(Map)} describes
     * @param unlisted what holds for the other enrollments
     * @throws IllegalArgumentException if a list is empty or has anything but DTMIs and prefixes of DTMIs
     */
    public static AllocationPolicy allowModels(
            Map<String, ? extends Collection<String>> byEnrollment, UnlistedEnrollments unlisted) {
        return allowModels(AllocationPolicies.MODEL_IN_PAYLOAD, byEnrollment, unlisted);
    }

    /**
     * The same for devices that name their model in another way. The function must find the model wherever the provisioning finds it,
     * or devices pass by the rule.
     *
     * @param model finds the model that a device wants; empty if it names none
     * @param byEnrollment see {@link #allowModels(Map, UnlistedEnrollments)}
     * @param unlisted what holds for the other enrollments
     * @throws IllegalArgumentException if a list is empty or has anything but DTMIs and prefixes of DTMIs
     */
    public static AllocationPolicy allowModels(
            Function<AllocationRequest, Optional<String>> model,
            Map<String, ? extends Collection<String>> byEnrollment,
            UnlistedEnrollments unlisted) {
        return new AllowedModels(model, byEnrollment, unlisted);
    }

    /**
     * Refuses every device whose registration ID does not match.
     *
     * @param regex a regular expression for the whole id; case does not matter, as it does not to DPS. Ids have at most 128
     *     characters; still, avoid nested quantifiers such as {@code (a+)+}, which take long to fail
     * @throws IllegalArgumentException if it is no regular expression
     */
    public static AllocationPolicy allowIds(String regex) {
        return new IdRule("allow-ids", regex, true);
    }

    /**
     * Refuses every device whose registration ID matches.
     *
     * @param regex see {@link #allowIds}
     * @throws IllegalArgumentException if it is no regular expression
     */
    public static AllocationPolicy denyIds(String regex) {
        return new IdRule("deny-ids", regex, false);
    }
}
