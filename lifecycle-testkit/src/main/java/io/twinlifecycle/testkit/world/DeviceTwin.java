package io.twinlifecycle.testkit.world;

import io.twinlifecycle.JsonValues;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A device twin, or a module's, in an IoT hub (not the digital twin).
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param revision grows with every change by the back end: of tags, of desired properties, or of both at once
 * @param tags what the back end knows
 * @param desired what the back end wants
 * @param reported what the device says
 */
public record DeviceTwin(long revision, Map<String, Object> tags, Section desired, Section reported) {

    private static final String NEVER = "0001-01-01T00:00:00Z";

    /**
     * A part of a twin with a version of its own.
     *
     * @param values its properties
     * @param version grows with every change of it
     * @param metadata when each property was changed: the tree of the properties with {@code $lastUpdated} in each node; empty if it is
     *     as it was created
     */
    public record Section(Map<String, Object> values, long version, Map<String, Object> metadata) {
        /** Copies. */
        public Section {
            values = JsonValues.copy(values);
            metadata = JsonValues.copy(metadata);
        }

        Section merged(Map<String, Object> patch, Map<String, Object> stamp) {
            return new Section(Merge.of(values, patch), version + 1, TwinMetadata.of(metadata, patch, stamp));
        }

        Section replaced(Map<String, Object> by, Map<String, Object> stamp) {
            return new Section(Merge.of(Map.of(), by), version + 1, TwinMetadata.of(Map.of(), by, stamp));
        }

        /**
         * The section with its metadata and version.
         *
         * @param created what the metadata says if it was never changed
         */
        public Map<String, Object> document(String created) {
            return withMetadata(values, metadata.isEmpty() ? Map.of("$lastUpdated", created) : metadata);
        }

        /** What an event shows of a change of it. */
        Map<String, Object> change(Map<String, Object> patch, Map<String, Object> stamp) {
            return withMetadata(patch, TwinMetadata.of(Map.of(), patch, stamp));
        }

        private Map<String, Object> withMetadata(Map<String, Object> properties, Map<String, Object> when) {
            Map<String, Object> document = new LinkedHashMap<>(properties);
            document.put("$metadata", when);
            document.put("$version", version);
            return document;
        }
    }

    /** Copies. */
    public DeviceTwin {
        tags = JsonValues.copy(tags);
    }

    /**
     * A twin with these contents, as if it were new.
     *
     * @throws WorldRefusal with status 400 if no twin can have such contents
     */
    public static DeviceTwin of(Map<String, Object> tags, Map<String, Object> desired, Map<String, Object> reported) {
        DeviceTwin twin =
                new DeviceTwin(1, tags, new Section(desired, 1, Map.of()), new Section(reported, 1, Map.of()));
        TwinRules.check(twin);
        return twin;
    }

    static DeviceTwin created(Map<String, Object> tags, Map<String, Object> desired) {
        return new DeviceTwin(1, tags, new Section(desired, 1, Map.of()), new Section(Map.of(), 1, Map.of()));
    }

    /** Grows with every change. */
    public long version() {
        return revision + reported.version();
    }

    /** The entity tag. It changes when the back end changes something, not when the device reports. */
    public String etag() {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(revision).array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The twin as events carry it. */
    Map<String, Object> document(TwinOwner owner) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("deviceId", owner.device().value());
        owner.module().ifPresent(id -> document.put("moduleId", id));
        document.put("etag", etag());
        document.put("version", version());
        if (!tags.isEmpty()) {
            document.put("tags", tags);
        }
        document.put("properties", Map.of("desired", desired.document(NEVER), "reported", reported.document(NEVER)));
        return document;
    }
}
