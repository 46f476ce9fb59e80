package io.twinlifecycle.samples.service;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.adt.AdtTwinStore;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether Azure Digital Twins answers, and lets us in: asks for a twin that need not be there. One read each time. */
@Component
class DigitalTwinsHealthIndicator implements HealthIndicator {

    private static final TwinId NOBODY = new TwinId("twin-lifecycle-health");
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AdtTwinStore store;

    DigitalTwinsHealthIndicator(AdtTwinStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        try {
            store.find(NOBODY, Deadline.after(PATIENCE, TimeSource.system()));
            return Health.up().build();
        } catch (LifecycleException e) {
            return Health.down()
                    .withDetail("failure", e.kind())
                    .withDetail("why", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
