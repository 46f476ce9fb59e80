package io.twinlifecycle.samples.quickstart.serve;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.ProvisioningListener;
import io.twinlifecycle.provisioning.ProvisioningRecord;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.RetirementListener;
import io.twinlifecycle.retirement.RetirementOutcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A line for each registration and each event. Ids come from devices, so they were checked by the parsers before they are shown. */
final class Journal implements ProvisioningListener, RetirementListener {

    private static final int LINES = 10_000;

    private final PrintStream out;
    private final Deque<String> last = new ArrayDeque<>();

    Journal(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onAnswer(ProvisioningRecord answered) {
        String device = answered.request()
                .map(request -> request.registrationId().value())
                .orElse("unreadable request");
        String decision = answered.decision().map(Journal::decision).orElse("no hub");
        String twin = answered.twin().map(result -> ", twin " + result).orElse("");
        line("registration", device + ": " + answered.status() + ", " + decision + twin);
    }

    @Override
    public void onOutcome(EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
        String what = event.map(about -> about.deviceId() + " " + about.kind() + " on " + about.hub())
                .orElse("not about a device");
        line("event", what + ": " + outcome.kind() + ", " + outcome.why());
    }

    @Override
    public void onRetry(EventEnvelope envelope, LifecycleException failure, int attempts, Duration pause) {
        line("event", "again in " + pause.toMillis() + " ms: " + failure.getMessage());
    }

    @Override
    public void onParked(DeadLetter letter) {
        line("event", "parked: " + letter.kind() + ", " + letter.why());
    }

    private static String decision(AllocationDecision decision) {
        String hub = decision instanceof AllocationDecision.Assign assign
                ? assign.hub().value()
                : "no hub";
        return hub + " (" + decision.rule() + ")";
    }

    /** The last lines, oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(last);
    }

    private synchronized void line(String what, String text) {
        String line = String.format("  %-12s  %s", what, text);
        last.add(line);
        if (last.size() > LINES) {
            last.remove();
        }
        out.println(line);
    }
}
