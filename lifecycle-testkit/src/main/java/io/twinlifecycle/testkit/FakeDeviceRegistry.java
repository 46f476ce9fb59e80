package io.twinlifecycle.testkit;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.retirement.DeviceRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A device registry in memory: it knows the devices that it was told of, can be told to fail, and records what it was asked. It does
 * not imitate module identities, enabled or disabled devices, or the hub's throttling.
 *
 * <p>Safe for use by many threads.
 */
public final class FakeDeviceRegistry implements DeviceRegistry {

    /**
     * A device in a hub.
     *
     * @param hub the hub
     * @param device the device's id there
     */
    public record Entry(HubName hub, DeviceId device) {
        /** Checks that both are there. */
        public Entry {
            Objects.requireNonNull(hub, "hub");
            Objects.requireNonNull(device, "device");
        }
    }

    private enum Operation {
        ASK
    }

    private final Set<Entry> entries = new HashSet<>();
    private final CallScript<Operation, Entry> script = new CallScript<>();

    /** A registry without devices. */
    public FakeDeviceRegistry() {}

    /** Puts a device into a hub. */
    public synchronized void register(HubName hub, DeviceId device) {
        entries.add(new Entry(hub, device));
    }

    /** Takes a device out of a hub. */
    public synchronized void remove(HubName hub, DeviceId device) {
        entries.remove(new Entry(hub, device));
    }

    /** Makes the next question fail. */
    public void failNext(LifecycleException failure) {
        script.failNext(Operation.ASK, failure);
    }

    /** Runs something before the next question is answered. */
    public void beforeNext(Runnable action) {
        script.beforeNext(Operation.ASK, action);
    }

    /** What was asked so far, in order, failed questions included. */
    public List<Entry> questions() {
        return script.calls();
    }

    @Override
    public boolean isRegistered(HubName hub, DeviceId device, Deadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        Entry entry = new Entry(hub, device);
        return script.run(Operation.ASK, entry, () -> {
            if (deadline.isOver()) {
                throw LifecycleException.collaboratorFailed(
                        "the device registry was asked for " + device + " when the time budget was over", null);
            }
            synchronized (this) {
                return entries.contains(entry);
            }
        });
    }
}
