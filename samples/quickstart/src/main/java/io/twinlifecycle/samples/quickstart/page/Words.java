package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.ProvisioningRecord;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import java.time.Duration;
import java.time.Instant;

/** Sentences for people. The reasons in them are the library's own. Ids come from devices; the parsers checked them. */
final class Words {

    /** Events take a moment in any weather. */
    private static final int LATE_SECONDS = 2;

    private Words() {}

    /** What DPS asked and where the device goes. */
    static String registration(ProvisioningRecord answered) {
        String device = answered.request()
                .map(request -> request.registrationId().value())
                .orElse("Somebody");
        return answered.decision()
                .filter(AllocationDecision.Assign.class::isInstance)
                .map(AllocationDecision.Assign.class::cast)
                .map(assign ->
                        device + " registers and is sent to " + assign.hub().name() + ", by the rule " + assign.rule())
                .orElse(device + " registers and gets no hub");
    }

    /** What the library made of a registration. */
    static String answer(ProvisioningRecord answered) {
        return answered.twin()
                .filter(TwinResult.Ready.class::isInstance)
                .map(ready -> twin((TwinResult.Ready) ready))
                .or(() -> answered.failure()
                        .map(failure -> "Answered " + answered.status() + ": " + failure.getMessage()))
                .orElse("Answered " + answered.status() + ".");
    }

    /** What became of a twin at a registration. */
    static String twin(TwinResult.Ready ready) {
        return switch (ready.change()) {
            case CREATED -> "Created the twin.";
            case FOUND -> "Found the twin, and left it as it is.";
            case NOTED -> "Found the twin, and noted the hub.";
            case MODEL_UPDATED -> "Found the twin, and updated its model.";
        };
    }

    /**
     * What a hub says.
     *
     * @param now shows how late it says so
     */
    static String event(LifecycleEvent event, Instant now) {
        long seconds = Duration.between(event.time(), now).toSeconds();
        return event.hub() + " says" + (seconds >= LATE_SECONDS ? ", " + seconds + " s late" : "") + ": "
                + event.deviceId() + (event.kind() == LifecycleEvent.Kind.CREATED ? " was created" : " was deleted");
    }

    /** What the library made of an event, with its own reason. */
    static String ours(RetirementOutcome outcome) {
        return switch (outcome.kind()) {
            case RETIRED -> "Deleted the twin" + relationships(outcome) + because(outcome);
            case MARKED -> "Marked the twin" + because(outcome);
            case ALREADY_GONE -> "Nothing to do" + because(outcome);
            case KEPT_ALIVE, KEPT_NOT_OURS, KEPT_VETOED, KEPT_BY_MODE -> "Kept the twin" + because(outcome);
            case NOTED_DELETED -> "Kept the twin and noted the deletion" + because(outcome);
            case NOTED_ALIVE -> "Noted in the twin" + because(outcome);
            case CREATED -> "Created the twin" + because(outcome);
            case IGNORED -> "Ignored" + because(outcome);
        };
    }

    /** What the article's algorithm made of an event. It looks at nothing, so it has no reasons. */
    static String article(RetirementOutcome outcome) {
        return switch (outcome.kind()) {
            case RETIRED -> "Deleted the twin" + relationships(outcome) + ".";
            case ALREADY_GONE -> "Found no twin.";
            default -> "Ignored: only deletions are looked at.";
        };
    }

    private static String relationships(RetirementOutcome outcome) {
        return switch (outcome.relationshipsDeleted()) {
            case 0 -> "";
            case 1 -> " and a relationship";
            default -> " and " + outcome.relationshipsDeleted() + " relationships";
        };
    }

    private static String because(RetirementOutcome outcome) {
        return ": " + outcome.why() + ".";
    }
}
