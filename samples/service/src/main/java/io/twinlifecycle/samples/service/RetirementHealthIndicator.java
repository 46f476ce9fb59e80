package io.twinlifecycle.samples.service;

import io.twinlifecycle.eventhubs.EventHubsHealth;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether events are read, and whether they pile up. An instance that owns no partition is {@code UNKNOWN}: others may have them all, or it
 * cannot get any; the last error tells.
 */
@Component
class RetirementHealthIndicator implements HealthIndicator {

    private final EventHubsLifecycleProcessor processor;
    private final long maxLag;

    RetirementHealthIndicator(EventHubsLifecycleProcessor processor, ServiceSettings settings) {
        this.processor = processor;
        this.maxLag = settings.events().maxLag();
    }

    @Override
    public Health health() {
        EventHubsHealth now = processor.health();
        Health.Builder health = Health.status(status(now))
                .withDetail("running", now.running())
                .withDetail("partitions", now.partitionsOwned())
                .withDetail("lag", now.lag());
        now.lastError().ifPresent(error -> health.withDetail("lastError", error));
        now.partitions()
                .forEach((id, partition) -> partition
                        .lastError()
                        .ifPresent(error -> health.withDetail("lastErrorOfPartition" + id, error)));
        return health.build();
    }

    private Status status(EventHubsHealth now) {
        if (!now.running() || now.lag() > maxLag) {
            return Status.DOWN;
        }
        return now.partitionsOwned() == 0 ? Status.UNKNOWN : Status.UP;
    }
}
