package io.twinlifecycle.samples.functions;

import com.google.gson.Gson;
import io.twinlifecycle.events.EventEnvelope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the host's worker hands it over: bodies as they came; properties that were JSON on their way, so that a number is a double and
 * bytes are text.
 *
 * @param bodies bodies by index
 * @param properties application properties by index
 * @param systemProperties system properties by index
 */
@SuppressWarnings("ArrayRecordComponent") // the function takes arrays
record HostEvents(
        byte @Nullable [][] bodies,
        @Nullable Map<String, Object> @Nullable [] properties,
        @Nullable Map<String, Object> @Nullable [] systemProperties) {

    private static final Gson WORKER = new Gson();

    static HostEvents of(EventEnvelope... events) {
        return of(List.of(events));
    }

    static HostEvents of(List<EventEnvelope> events) {
        return new HostEvents(
                events.stream().map(EventEnvelope::body).toArray(byte[][]::new),
                json(events.stream().map(EventEnvelope::properties).toList()),
                json(events.stream().map(HostEvents::system).toList()));
    }

    void giveTo(DeleteDeviceInTwinFunc function) {
        function.run(
                bodies,
                properties,
                systemProperties,
                Map.of("PartitionId", "3", "ConsumerGroup", "twin-lifecycle"),
                new HostContext("DeleteDeviceInTwinFunc"));
    }

    HostEvents withProperties(@Nullable Map<String, Object> @Nullable [] other) {
        return new HostEvents(bodies, other, systemProperties);
    }

    HostEvents withSystemProperties(@Nullable Map<String, Object> @Nullable [] other) {
        return new HostEvents(bodies, properties, other);
    }

    /** The first so many of an array. */
    static @Nullable Map<String, Object>[] first(int count, @Nullable Map<String, Object> @Nullable [] array) {
        return Arrays.copyOf(array, count);
    }

    private static Map<String, Object> system(EventEnvelope event) {
        Map<String, Object> system = new LinkedHashMap<>(event.systemProperties());
        system.put("SequenceNumber", 4711L);
        system.put("Offset", 90210L);
        system.put("PartitionKey", null);
        system.put("EnqueuedTimeUtc", "2026-01-02T03:04:05.2Z");
        return system;
    }

    @SuppressWarnings("unchecked") // as the worker does it
    private static Map<String, Object>[] json(List<Map<String, Object>> maps) {
        return WORKER.fromJson(WORKER.toJson(maps), Map[].class);
    }
}
