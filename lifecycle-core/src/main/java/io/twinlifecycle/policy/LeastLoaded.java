package io.twinlifecycle.policy;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationDecision.Defer;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Chooses the hub with the most room. */
final class LeastLoaded implements AllocationPolicy {

    private static final String RULE = "least-loaded";

    private final HubGauge gauge;
    private final double fullAt;

    private record Reading(HubHost hub, HubLoad load) {}

    LeastLoaded(HubGauge gauge, double fullAt) {
        this.gauge = Objects.requireNonNull(gauge, "gauge");
        this.fullAt = fullAt;
        if (!(fullAt > 0 && fullAt <= 1)) {
            throw new IllegalArgumentException(
                    "the share of its capacity at which a hub counts as full must be more than 0 and at "
                            + "most 1, but was " + fullAt);
        }
    }

    @Override
    public AllocationDecision decide(AllocationRequest request) {
        List<HubHost> linked = request.linkedHubs();
        List<HubHost> unknown = new ArrayList<>();
        List<Reading> roomy = new ArrayList<>();
        try {
            for (HubHost hub : linked) {
                Optional<HubLoad> load = gauge.read(hub.name());
                if (load.isEmpty()) {
                    unknown.add(hub);
                } else if (load.get().share() < fullAt) {
                    roomy.add(new Reading(hub, load.get()));
                }
            }
        } catch (RuntimeException e) {
            // The gauge is a helper: without it the next policy of the chain still gives the device a hub.
            return new Abstain(RULE, "the gauge failed: " + e.getClass().getSimpleName());
        }
        if (unknown.size() == linked.size()) {
            return new Abstain(RULE, linked.isEmpty() ? "no linked hub" : "no linked hub's load is known");
        }
        List<HubHost> candidates = roomy.isEmpty() ? unknown : emptiest(roomy);
        HubHost chosen = Rendezvous.choose(request.registrationId(), candidates, HubWeights.EQUAL);
        return chosen == null ? withoutRoom(request) : new Assign(chosen, RULE);
    }

    /** A device takes no new place on the hub that it is on already. */
    private static AllocationDecision withoutRoom(AllocationRequest request) {
        HubHost current = Sticky.currentAmongLinked(request);
        return current != null
                ? new Assign(current, RULE)
                : new Defer("every linked hub is full: add a hub, or raise a capacity", RULE);
    }

    /** By share if every capacity is known, else by load: a share and a load cannot be compared. */
    private static List<HubHost> emptiest(List<Reading> roomy) {
        boolean byShare =
                roomy.stream().allMatch(reading -> reading.load.capacity().isPresent());
        ToDoubleFunction<Reading> fill = reading -> byShare ? reading.load.share() : reading.load.load();
        double least = roomy.stream().mapToDouble(fill).min().orElseThrow();
        return roomy.stream()
                .filter(reading -> fill.applyAsDouble(reading) == least)
                .map(Reading::hub)
                .toList();
    }
}
