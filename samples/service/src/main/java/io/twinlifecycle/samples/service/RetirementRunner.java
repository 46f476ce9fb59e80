package io.twinlifecycle.samples.service;

import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the processor before the web server, and stops it after: at the end DPS is told to come back elsewhere first, then the batches
 * in the works are finished and checkpointed.
 */
@Component
class RetirementRunner implements SmartLifecycle {

    private final EventHubsLifecycleProcessor processor;
    private final Duration timeout;
    private volatile boolean running;

    RetirementRunner(EventHubsLifecycleProcessor processor, ServiceSettings settings) {
        this.processor = processor;
        this.timeout = settings.events().shutdownTimeout();
    }

    @Override
    public void start() {
        processor.start();
        running = true;
    }

    /** It says itself in the log what is not finished in time; nothing of it is lost, it is delivered again. */
    @Override
    public void stop() {
        running = false;
        processor.stop(timeout);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;
    }
}
