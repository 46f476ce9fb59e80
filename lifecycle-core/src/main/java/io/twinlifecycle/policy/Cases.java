package io.twinlifecycle.policy;

import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A policy that asks one of several others, by a key that it reads from the request. It never shows what it read: that may be a payload's. */
final class Cases implements AllocationPolicy {

    private final Function<AllocationRequest, Optional<String>> reader;
    private final Map<String, Case> cases;
    private final Abstain withoutKey;
    private final Abstain withoutCase;

    private record Case(String rule, AllocationPolicy policy) {}

    Cases(
            String rule,
            Function<AllocationRequest, Optional<String>> reader,
            Map<String, ? extends AllocationPolicy> policies) {
        this.reader = Objects.requireNonNull(reader, "reader");
        Map<String, Case> named = new LinkedHashMap<>();
        if (policies.isEmpty()) {
            throw new IllegalArgumentException(rule + " needs at least one entry, but the map is empty");
        }
        policies.forEach((key, policy) ->
                named.put(key, new Case(rule + "(" + key + ")", Objects.requireNonNull(policy, "policy"))));
        this.cases = Map.copyOf(named);
        this.withoutKey = new Abstain(rule, "the request has nothing to go by");
        this.withoutCase = new Abstain(rule, "no entry fits the request");
    }

    @Override
    public AllocationDecision decide(AllocationRequest request) {
        Optional<String> key = reader.apply(request);
        if (key.isEmpty()) {
            return withoutKey;
        }
        Case found = cases.get(key.get());
        return found == null ? withoutCase : Rules.under(found.rule, found.policy.decide(request));
    }

    /** The map with folded keys, for keys whose spelling does not matter. */
    static <V> Map<String, V> folded(String rule, UnaryOperator<String> fold, Map<String, ? extends V> map) {
        Map<String, V> folded = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (key.isBlank()) {
                throw new IllegalArgumentException(rule + " has an entry without a name");
            }
            if (folded.put(fold.apply(key), value) != null) {
                throw new IllegalArgumentException(
                        rule + " has two entries that are the same but for their spelling, such as " + key);
            }
        });
        return folded;
    }
}
