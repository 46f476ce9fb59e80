package io.twinlifecycle.eventhubs;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.retirement.RetirementOutcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Notes the devices that it is asked to handle; some it fails, some it holds. */
final class ScriptedHandler implements RetirementHandler {

    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch release = new CountDownLatch(1);

    void fail(String device) {
        failing.add(device);
    }

    void mend(String device) {
        failing.remove(device);
    }

    /** Lets the handling of a device take until {@link #release}. */
    void hold(String device) {
        held.add(device);
    }

    void release() {
        release.countDown();
    }

    List<String> handled() {
        return handled;
    }

    long attempts(String device) {
        return attempts.stream().filter(device::equals).count();
    }

    @Override
    public RetirementOutcome handle(LifecycleEvent event, Deadline deadline) {
        String device = event.deviceId().value();
        attempts.add(device);
        if (held.contains(device)) {
            await();
        }
        if (failing.contains(device)) {
            throw LifecycleException.storeUnavailable("scripted", null);
        }
        handled.add(device);
        return RetirementOutcome.ignored("scripted");
    }

    private void await() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw LifecycleException.interrupted(e);
        }
    }
}
