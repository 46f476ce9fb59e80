package io.twinlifecycle.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.ProvisioningListener;
import io.twinlifecycle.provisioning.ProvisioningRecord;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.RetirementListener;
import io.twinlifecycle.retirement.RetirementOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The library's metrics. Hand it to both sides as their listener:
 *
 * <pre>{@code
 * var metrics = new LifecycleMetrics(registry);
 * ProvisioningWebhook.builder(policy, twins).listener(metrics).build();
 * LifecycleEventProcessor.builder(handler).listener(metrics).build();
 * EventHubsLifecycleProcessor.builder(events, checkpoints).watch((id, now) -> metrics.partition(
 *         id, now.owned(), now.lag(), now.lastCheckpoint(), now.failedCheckpoints()));
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>Name<th>Type<th>Tags<th>What
 * <tr><td>{@code twin.lifecycle.provisioning}<td>timer<td>{@code outcome}, {@code reason}<td>registrations, from the body's arrival to the
 *     answer
 * <tr><td>{@code twin.lifecycle.allocations}<td>counter<td>{@code hub}, {@code rule}<td>registrations answered 200, by hub and by the rule
 *     that chose it
 * <tr><td>{@code twin.lifecycle.retirement}<td>timer<td>{@code event}, {@code outcome}<td>events, from the first attempt to the end
 * <tr><td>{@code twin.lifecycle.retirement.delay}<td>timer<td>{@code event}<td>devices' events, from what happened in the hub, by its
 *     clock, to the end
 * <tr><td>{@code twin.lifecycle.relationships.deleted}<td>counter<td><td>relationships that went with their twins
 * <tr><td>{@code twin.lifecycle.retries}<td>counter<td>{@code failure}<td>attempts at events, and at parking them, that failed and were
 *     followed by another
 * <tr><td>{@code twin.lifecycle.dead.letters}<td>counter<td>{@code failure}<td>events that were parked
 * <tr><td>{@code twin.lifecycle.partition.owned}<td>gauge<td>{@code partition}<td>1 if this instance reads the partition, else 0
 * <tr><td>{@code twin.lifecycle.partition.lag}<td>gauge<td>{@code partition}<td>events behind the last safe one, as of the last batch
 *     that arrived; 0 if another instance reads it
 * <tr><td>{@code twin.lifecycle.partition.checkpoint}<td>gauge<td>{@code partition}<td>when a checkpoint was last written, in seconds since
 *     the epoch; not a number if none was
 * <tr><td>{@code twin.lifecycle.partition.checkpoint.failures}<td>counter<td>{@code partition}<td>checkpoints that could not be written
 * </table>
 *
 * <p>{@code outcome} of a registration is a {@link io.twinlifecycle.provisioning.TwinResult.Change}, {@code REFUSED} (400), {@code
 * ASK_AGAIN} (503), or {@code WAITING} (200, and the twin waits for the store; see {@link
 * io.twinlifecycle.provisioning.WhenTwinStoreFails#ALLOCATE_NOW}); {@code reason} is the {@link io.twinlifecycle.ReasonCode} or {@link
 * LifecycleException.Kind} that is behind it, or {@code none}. {@code outcome} of an event is a {@link RetirementOutcome.Kind}, {@code
 * PARKED} or {@code FAILED} (it must be delivered again); {@code event} is {@code CREATED}, {@code DELETED} or {@code none}. {@code failure}
 * is what {@link DeadLetter#kind} says. Of hubs and of rules there are fifty each at most, the rest is {@code other}; rules go without their
 * arguments.
 *
 * <p>The counters of dead letters are there from the start, at 0, so that an alarm on their growth misses none. Safe for use by many
 * threads; does not block.
 */
public final class LifecycleMetrics implements ProvisioningListener, RetirementListener {

    private final ProvisioningTags tags = new ProvisioningTags();
    private final PartitionMetrics partitions;
    private final MeterProvider<Timer> provisioning;
    private final MeterProvider<Counter> allocations;
    private final MeterProvider<Timer> retirement;
    private final MeterProvider<Timer> delay;
    private final Counter relationshipsDeleted;
    private final MeterProvider<Counter> retries;
    private final MeterProvider<Counter> deadLetters;
    private final TimeSource time;

    /** Metrics in that registry. */
    public LifecycleMetrics(MeterRegistry registry) {
        this(registry, TimeSource.system());
    }

    /** Metrics in that registry; delays are measured by that clock. */
    public LifecycleMetrics(MeterRegistry registry, TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
        partitions = new PartitionMetrics(registry);
        provisioning = Timer.builder("twin.lifecycle.provisioning")
                .description("Registrations, from the body's arrival to the answer")
                .withRegistry(registry);
        allocations = Counter.builder("twin.lifecycle.allocations")
                .description("Registrations answered 200")
                .withRegistry(registry);
        retirement = Timer.builder("twin.lifecycle.retirement")
                .description("Events, from the first attempt to the end")
                .withRegistry(registry);
        delay = Timer.builder("twin.lifecycle.retirement.delay")
                .description("Devices' events, from what happened in the hub to the end")
                .withRegistry(registry);
        relationshipsDeleted = Counter.builder("twin.lifecycle.relationships.deleted")
                .description("Relationships that went with their twins")
                .register(registry);
        retries = Counter.builder("twin.lifecycle.retries")
                .description("Attempts that failed and were followed by another")
                .withRegistry(registry);
        deadLetters = Counter.builder("twin.lifecycle.dead.letters")
                .description("Events that were parked")
                .withRegistry(registry);
        for (LifecycleException.Kind kind : LifecycleException.Kind.values()) {
            deadLetters.withTag("failure", kind.name());
        }
        deadLetters.withTag("failure", "UNEXPECTED");
    }

    @Override
    public void onAnswer(ProvisioningRecord answered) {
        provisioning.withTags(tags.answer(answered)).record(answered.elapsed());
        if (answered.status() == 200 && answered.decision().orElse(null) instanceof AllocationDecision.Assign assign) {
            allocations.withTags(tags.allocation(assign)).increment();
        }
    }

    @Override
    public void onOutcome(EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
        relationshipsDeleted.increment(outcome.relationshipsDeleted());
    }

    @Override
    public void onRetry(EventEnvelope envelope, LifecycleException failure, int attempts, Duration pause) {
        retries.withTag("failure", failure.kind().name()).increment();
    }

    @Override
    public void onParked(DeadLetter letter) {
        deadLetters.withTag("failure", letter.kind()).increment();
    }

    @Override
    public void onFinished(
            EventEnvelope envelope, Optional<LifecycleEvent> event, EventResult result, Duration elapsed) {
        String kind = event.map(it -> it.kind().name()).orElse("none");
        retirement.withTags("event", kind, "outcome", outcome(result)).record(elapsed);
        if (result.isSafe()) {
            event.ifPresent(it -> delay.withTag("event", kind).record(since(it.time())));
        }
    }

    /**
     * How a partition is doing now. Meters of a partition are there from the first call about it.
     *
     * @param id the partition's id
     * @param owned whether this instance reads it
     * @param lag how many events wait; empty if unknown, which counts as 0
     * @param lastCheckpoint empty if none was written yet
     * @param failedCheckpoints how many could not be written so far
     */
    public void partition(
            String id, boolean owned, OptionalLong lag, Optional<Instant> lastCheckpoint, long failedCheckpoints) {
        partitions.update(id, owned, lag, lastCheckpoint, failedCheckpoints);
    }

    /** A hub's clock may be ahead of ours. */
    private Duration since(Instant then) {
        Duration since = Duration.between(then, time.now());
        return since.isNegative() ? Duration.ZERO : since;
    }

    private static String outcome(EventResult result) {
        return result instanceof EventResult.Handled handled
                ? handled.outcome().kind().name()
                : result instanceof EventResult.Parked ? "PARKED" : "FAILED";
    }
}
