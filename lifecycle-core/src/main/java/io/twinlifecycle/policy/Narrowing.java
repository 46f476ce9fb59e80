package io.twinlifecycle.policy;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationDecision.Refuse;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Policies that let another one see some of the linked hubs only. */
final class Narrowing {

    private Narrowing() {}

    /** The first text is for the message only: it says whose hubs these are. */
    static AllocationPolicy among(String owner, Collection<HubName> hubs, AllocationPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        if (hubs.isEmpty()) {
            throw new IllegalArgumentException(owner + " needs at least one hub, but was given none");
        }
        HubTable table = new HubTable(hubs);
        return request -> offer("among", policy, request, table.filter(request.linkedHubs(), true));
    }

    static AllocationPolicy draining(AllocationPolicy policy, Collection<HubName> drained) {
        Objects.requireNonNull(policy, "policy");
        HubTable hubs = new HubTable(drained);
        return request -> {
            List<HubHost> offered = hubs.filter(request.linkedHubs(), false);
            // Under "never re-provision" the drained hub is all that DPS offers; the device must not be cut off.
            return Rules.ask("draining", policy, request, offered.isEmpty() ? request.linkedHubs() : offered);
        };
    }

    static AllocationPolicy cordoning(AllocationPolicy policy, Collection<HubName> cordoned) {
        Objects.requireNonNull(policy, "policy");
        HubTable hubs = new HubTable(cordoned);
        return request -> {
            HubHost current = Sticky.currentAmongLinked(request);
            List<HubHost> offered = current != null && hubs.contains(current)
                    ? List.of(current)
                    : hubs.filter(request.linkedHubs(), false);
            return offer("cordoning", policy, request, offered);
        };
    }

    static AllocationPolicy quarantining(
            AllocationPolicy policy, Predicate<? super AllocationRequest> suspicious, HubName quarantine) {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(suspicious, "suspicious");
        HubTable hub = new HubTable(List.of(quarantine));
        return request -> {
            if (!suspicious.test(request)) {
                return offer("quarantining", policy, request, hub.filter(request.linkedHubs(), false));
            }
            HubHost linked = Sticky.find(request.linkedHubs(), HubTable.key(quarantine.value()));
            return linked != null ? new Assign(linked, "quarantining") : noQuarantine(request, quarantine);
        };
    }

    /** A refusal, since after an abstention the next policy might let the device in somewhere else. */
    private static AllocationDecision noQuarantine(AllocationRequest request, HubName quarantine) {
        return new Refuse(
                new Refusal(
                        ReasonCode.DEVICE_NOT_ALLOWED,
                        "device " + request.registrationId() + " belongs in quarantine, but hub " + quarantine
                                + " is not among the linked hubs: link it to the enrollment, and note that \"never "
                                + "re-provision\" offers only the current hub"),
                "quarantining");
    }

    private static AllocationDecision offer(
            String rule, AllocationPolicy policy, AllocationRequest request, List<HubHost> offered) {
        AllocationDecision decision = Rules.ask(rule, policy, request, offered);
        return offered.isEmpty()
                        && decision instanceof Abstain
                        && !request.linkedHubs().isEmpty()
                ? new Abstain(decision.rule(), "none of the linked hubs may be offered")
                : decision;
    }
}
