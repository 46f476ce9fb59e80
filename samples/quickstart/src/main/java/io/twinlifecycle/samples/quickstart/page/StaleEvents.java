package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.events.LifecycleEventParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last deletion event of each device, as its hub sent it: what Event Hubs may deliver again at any time. Safe for use by many threads. */
final class StaleEvents {

    /** How many devices are remembered. */
    static final int MEMORY = 200;

    /**
     * A deletion event.
     *
     * @param event what it says
     * @param envelope how it was sent
     */
    record Deletion(LifecycleEvent event, EventEnvelope envelope) {}

    private final Map<DeviceId, Deletion> last = new LinkedHashMap<>();

    /** Takes note of an event of a hub, if it is a deletion. */
    void note(EventEnvelope envelope) {
        if (read(envelope) instanceof IncomingEvent.Lifecycle lifecycle
                && lifecycle.event().kind() == LifecycleEvent.Kind.DELETED) {
            put(new Deletion(lifecycle.event(), envelope));
        }
    }

    synchronized Optional<Deletion> find(DeviceId device) {
        return Optional.ofNullable(last.get(device));
    }

    /** The hub of each device's event, by the device's id. */
    synchronized Map<String, String> hubs() {
        Map<String, String> hubs = new TreeMap<>();
        last.forEach((device, deletion) ->
                hubs.put(device.value(), deletion.event().hub().value()));
        return hubs;
    }

    private synchronized void put(Deletion deletion) {
        last.remove(deletion.event().deviceId());
        last.put(deletion.event().deviceId(), deletion);
        if (last.size() > MEMORY) {
            last.remove(last.keySet().iterator().next());
        }
    }

    private static IncomingEvent read(EventEnvelope envelope) {
        try {
            return LifecycleEventParser.parse(envelope);
        } catch (LifecycleException e) {
            return new IncomingEvent.Other(IncomingEvent.Other.Kind.UNKNOWN, "it cannot be read");
        }
    }
}
