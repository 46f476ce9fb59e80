package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.testkit.internal.LoopbackServer;
import io.twinlifecycle.testkit.world.Registration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out registrations while their devices poll. Safe for use by many threads. */
final class Operations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    /** A webhook that is down holds a thread for as long as DPS asks again. */
    private static final int THREADS = 64;

    private static final int KEPT = 10_000;

    private final Map<String, Registration> known = new LinkedHashMap<>();
    private final ThreadPoolExecutor threads;

    Operations() {
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                LoopbackServer.daemons("local-dps-work"));
        threads.allowCoreThreadTimeOut(true);
    }

    void start(Registration registration) {
        synchronized (known) {
            if (known.size() >= KEPT) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(registration.operationId(), registration);
        }
        threads.execute(() -> run(registration));
    }

    Optional<Registration> find(String operationId) {
        synchronized (known) {
            return Optional.ofNullable(known.get(operationId));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static void run(Registration registration) {
        try {
            LOG.debug(
                    "registration of {} ended: {}",
                    registration.registrationId(),
                    registration.run().status());
        } catch (RuntimeException e) {
            // Closing interrupts; anything else is a fault of this test kit, and the device polls in vain.
            LOG.warn("registration of {} broke off", registration.registrationId(), e);
        }
    }
}
