package io.twinlifecycle.provisioning;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Texts;

/** What the webhook makes of the answers of policies and model selectors: a hub and a model, or why there is none. Pure. */
final class Choices {

    private Choices() {}

    /** The hub that was chosen, in the spelling that DPS gave, or the refusal or deferment. */
    static HubHost linkedHub(AllocationRequest request, AllocationDecision decision) {
        if (decision instanceof AllocationDecision.Refuse refuse) {
            throw LifecycleException.refused(refuse.refusal());
        }
        if (decision instanceof AllocationDecision.Defer defer) {
            throw LifecycleException.collaboratorFailed(
                    "rule " + defer.rule() + " has no hub now: " + defer.why(), null);
        }
        if (decision instanceof AllocationDecision.Abstain abstain) {
            throw LifecycleException.refused(
                    ReasonCode.NO_HUB,
                    "no rule chose a hub; the last one, " + abstain.rule() + ", abstained: " + abstain.why()
                            + "; end the chain with a rule that always chooses");
        }
        AllocationDecision.Assign assign = (AllocationDecision.Assign) decision;
        // The spelling that DPS gave is the one that it takes back.
        return request.linkedHubs().stream()
                .filter(assign.hub()::equals)
                .findFirst()
                .orElseThrow(() -> LifecycleException.refused(
                        ReasonCode.HUB_NOT_LINKED,
                        "rule " + assign.rule() + " chose " + assign.hub()
                                + ", which is not among the linked hubs of the enrollment: " + request.linkedHubs()));
    }

    /** The model that the selector finds. */
    static ModelId model(AllocationRequest request, ModelSelector models) {
        String text = models.select(request)
                .orElseThrow(() -> LifecycleException.refused(
                        ReasonCode.MODEL_MISSING,
                        "nothing names the model of the twin of " + request.registrationId()
                                + ": send modelId in the registration payload, or set the tag dtmi in the initial twin of"
                                + " enrollment "
                                + Texts.quoted(request.enrollment().id())
                                + ", or configure a default model for it"));
        if (!ModelId.isValid(text)) {
            throw LifecycleException.refused(
                    ReasonCode.MODEL_INVALID,
                    "the model must be a DTMI such as dtmi:com:example:Thermostat;1, but was " + Texts.quoted(text));
        }
        return new ModelId(text);
    }
}
