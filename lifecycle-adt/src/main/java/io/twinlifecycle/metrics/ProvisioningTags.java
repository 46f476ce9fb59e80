package io.twinlifecycle.metrics;

import io.micrometer.core.instrument.Tags;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.ProvisioningRecord;
import io.twinlifecycle.provisioning.TwinResult;

/** The tags of an answered registration. Names of enums and of rules only; hubs and rules are bounded, since DPS and policies name them. */
final class ProvisioningTags {

    private static final int HUBS = 50; // as many as DPS links
    private static final int RULES = 50;

    private final BoundedTag hubs = new BoundedTag(HUBS);
    private final BoundedTag rules = new BoundedTag(RULES);

    Tags answer(ProvisioningRecord answered) {
        return Tags.of("outcome", outcome(answered), "reason", reason(answered));
    }

    Tags allocation(AllocationDecision.Assign assign) {
        return Tags.of("hub", hubs.of(assign.hub().name().value()), "rule", rules.of(withoutArguments(assign.rule())));
    }

    private static String outcome(ProvisioningRecord answered) {
        if (answered.status() != 200) {
            return answered.status() < 429 ? "REFUSED" : "ASK_AGAIN";
        }
        return answered.twin().orElse(null) instanceof TwinResult.Ready ready
                ? ready.change().name()
                : "WAITING";
    }

    private static String reason(ProvisioningRecord answered) {
        return answered.failure().map(ProvisioningTags::name).orElse("none");
    }

    private static String name(LifecycleException failure) {
        return failure.reason()
                .<Enum<?>>map(code -> code)
                .orElse(failure.kind())
                .name();
    }

    /** {@code draining > by-model(dtmi:com:example:Camera)} is {@code draining > by-model} here: arguments may be many. */
    private static String withoutArguments(String rule) {
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < rule.length(); i++) {
            char c = rule.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                kept.append(c);
            }
        }
        return kept.length() > 100 ? kept.substring(0, 100) : kept.toString();
    }
}
