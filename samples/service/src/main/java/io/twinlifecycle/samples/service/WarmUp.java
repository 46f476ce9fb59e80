package io.twinlifecycle.samples.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Asks Azure Digital Twins once before the service is ready. The first call needs a token, a handshake and many classes, which may take longer
 * than the first registration has. If Azure is away the service is ready all the same, and answers DPS 503.
 */
@Component
class WarmUp implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private final DigitalTwinsHealthIndicator twins;

    WarmUp(DigitalTwinsHealthIndicator twins) {
        this.twins = twins;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Health health = twins.health();
        log.atInfo()
                .addKeyValue("status", health.getStatus())
                .log("asked Azure Digital Twins for the first time: {}", health.getDetails());
    }
}
