package io.twinlifecycle.samples.functions;

import io.twinlifecycle.events.EventEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what the Functions host hands over in pieces: bodies in one array, properties in others, by the same index. */
final class HostBatch {

    private HostBatch() {}

    /**
     * The events of a batch.
     *
     * <p>An event whose properties are missing is not taken for one without properties: that would be passed over as none of ours, and a
     * deletion would be lost. Only an entry that is there and null says that an event has none.
     *
     * @param bodies one for each event; null for an empty one
     * @param properties application properties
     * @param systemProperties system properties
     * @param partition the host's partition context
     * @throws IllegalStateException if an array does not fit the events
     */
    static List<EventEnvelope> events(
            byte @Nullable [] @Nullable [] bodies,
            @Nullable Map<String, Object> @Nullable [] properties,
            @Nullable Map<String, Object> @Nullable [] systemProperties,
            @Nullable Map<String, Object> partition) {
        int count = bodies == null ? 0 : bodies.length;
        requireOneEach("PropertiesArray", properties, count);
        requireOneEach("SystemPropertiesArray", systemProperties, count);
        List<EventEnvelope> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Map<String, Object> system = at(systemProperties, i);
            byte[] body = bodies == null ? null : bodies[i];
            events.add(new EventEnvelope(
                    at(properties, i), system, body == null ? new byte[0] : body, source(system, partition)));
        }
        return events;
    }

    private static void requireOneEach(String name, @Nullable Object @Nullable [] array, int count) {
        int given = array == null ? 0 : array.length;
        if (given != count) {
            throw new IllegalStateException("the host gave " + count + " events but " + given + " entries of " + name
                    + "; none was handled, and the batch must be delivered again");
        }
    }

    private static Map<String, Object> at(@Nullable Map<String, Object> @Nullable [] array, int index) {
        Map<String, Object> entry = array == null ? null : array[index];
        return entry == null ? Map.of() : entry;
    }

    /** Where an event was, for logs and dead letters, such as {@code lifecycleevents/3@4711}. */
    private static String source(Map<String, Object> system, @Nullable Map<String, Object> partition) {
        Object id = partition == null ? null : partition.get("PartitionId");
        Object number = system.getOrDefault("SequenceNumber", system.get("x-opt-sequence-number"));
        return DeleteDeviceInTwinFunc.EVENT_HUB + "/" + (id == null ? "?" : id) + "@"
                + (number instanceof Number n ? String.valueOf(n.longValue()) : "?");
    }
}
