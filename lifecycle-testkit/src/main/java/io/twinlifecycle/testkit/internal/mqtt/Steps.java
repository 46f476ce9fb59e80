package io.twinlifecycle.testkit.internal.mqtt;

import io.twinlifecycle.testkit.mqtt.MqttControl;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done for one client, one step after the other, on threads that may wait. Safe for use by many threads. */
final class Steps {

    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    /** Above this a client is not read, until it is below the other. */
    private static final int MANY = 128;

    private static final int FEW = 32;

    /** How many are done before other clients have their turn. */
    private static final int AT_ONCE = 64;

    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final MqttControl control;
    private final Consumer<Boolean> reading;
    private final Deque<Runnable> due = new ArrayDeque<>();
    private boolean running;
    private boolean paused;

    /**
     * Nothing to do.
     *
     * @param reading is told whether to read from the client
     */
    Steps(Executor threads, ScheduledExecutorService timer, MqttControl control, Consumer<Boolean> reading) {
        this.threads = threads;
        this.timer = timer;
        this.control = control;
        this.reading = reading;
    }

    void add(Runnable step) {
        synchronized (due) {
            due.addLast(step);
            if (due.size() > MANY && !paused) {
                paused = true;
                reading.accept(false);
            }
            if (running) {
                return;
            }
            running = true;
        }
        next();
    }

    boolean isIdle() {
        synchronized (due) {
            return due.isEmpty() && !running;
        }
    }

    private void next() {
        Duration delay = control.delay();
        try {
            if (delay.isZero()) {
                threads.execute(() -> work(AT_ONCE));
            } else {
                ScheduledFuture<?> unused =
                        timer.schedule(() -> threads.execute(() -> work(1)), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("the server is closed, and steps are left", e);
        }
    }

    private void work(int count) {
        for (int i = 0; i < count; i++) {
            Runnable step;
            synchronized (due) {
                step = due.pollFirst();
                if (step == null) {
                    running = false;
                    return;
                }
                if (paused && due.size() < FEW) {
                    paused = false;
                    reading.accept(true);
                }
            }
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.error("a step of an MQTT client failed", e);
            }
        }
        next();
    }
}
