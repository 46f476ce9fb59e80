package com.example.building;

import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;

/** A hub for each site: a device that says {@code {"site": "lyon"}} goes to {@code hub-lyon}. */
public final class SitePolicy implements AllocationPolicy {

    private static final String RULE = "site";

    /** Where we send our devices: they stay where they are; a new one goes to its site's hub, else anywhere. */
    public static AllocationPolicy withFallback() {
        return AllocationPolicies.sticky().orElse(new SitePolicy()).orElse(AllocationPolicies.weightedHash());
    }

    @Override
    public AllocationDecision decide(AllocationRequest request) {
        String wanted = "hub-" + request.payload().text("site").orElse("");
        return request.linkedHubs().stream()
                .filter(hub -> hub.name()
                        .value()
                        .equalsIgnoreCase(wanted)) // never HubName.of(wanted): a device sends anything
                .findFirst()
                .<AllocationDecision>map(hub -> new AllocationDecision.Assign(hub, RULE))
                .orElseGet(() -> new AllocationDecision.Abstain(RULE, "no linked hub is that of the device's site"));
    }
}
