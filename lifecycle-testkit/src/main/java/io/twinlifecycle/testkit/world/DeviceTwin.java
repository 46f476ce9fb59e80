package io.twinlifecycle.testkit.world;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.testkit.internal.WireTime;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A device twin in an IoT hub (not the digital twin).
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param version grows with every change
 * @param tags what the back end knows
 * @param desired what the back end wants
 * @param reported what the device says
 */
public record DeviceTwin(long version, Map<String, Object> tags, Section desired, Section reported) {

    /**
     * A part of a twin with a version of its own.
     *
     * @param values its properties
     * @param version grows with every change of it
     * @param updated when it was changed; empty if it is as it was created
     */
    public record Section(Map<String, Object> values, long version, Optional<Instant> updated) {
        /** Copies. */
        public Section {
            values = JsonValues.copy(values);
            Objects.requireNonNull(updated, "updated");
        }

        Section merged(Map<String, Object> patch, Instant now) {
            return new Section(Merge.of(values, patch), version + 1, Optional.of(now));
        }

        private Map<String, Object> document() {
            Map<String, Object> document = new LinkedHashMap<>(values);
            String time = updated.map(WireTime::of).orElse("0001-01-01T00:00:00Z");
            document.put("$metadata", Map.of("$lastUpdated", time));
            document.put("$version", version);
            return document;
        }
    }

    /** Copies. */
    public DeviceTwin {
        tags = JsonValues.copy(tags);
        Objects.requireNonNull(desired, "desired");
        Objects.requireNonNull(reported, "reported");
    }

    static DeviceTwin created(Map<String, Object> tags, Map<String, Object> desired) {
        return new DeviceTwin(
                2, tags, new Section(desired, 1, Optional.empty()), new Section(Map.of(), 1, Optional.empty()));
    }

    DeviceTwin withTags(Map<String, Object> patch) {
        return new DeviceTwin(version + 1, Merge.of(tags, patch), desired, reported);
    }

    DeviceTwin withDesired(Map<String, Object> patch, Instant now) {
        return new DeviceTwin(version + 1, tags, desired.merged(patch, now), reported);
    }

    DeviceTwin withReported(Map<String, Object> patch, Instant now) {
        return new DeviceTwin(version + 1, tags, desired, reported.merged(patch, now));
    }

    /** The entity tag, which changes with every version. */
    public String etag() {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(version - 1).array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The twin as lifecycle events carry it. */
    Map<String, Object> document(String deviceId, Optional<String> moduleId) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("deviceId", deviceId);
        moduleId.ifPresent(id -> document.put("moduleId", id));
        document.put("etag", etag());
        document.put("version", version);
        if (!tags.isEmpty()) {
            document.put("tags", tags);
        }
        document.put("properties", Map.of("desired", desired.document(), "reported", reported.document()));
        return document;
    }
}
