package io.twinlifecycle.testkit.world;

import io.twinlifecycle.testkit.internal.WireTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A change of a twin by the back end or by the device, and what an event tells of it.
 *
 * @param after the twin after it
 * @param tags what changed of the tags; empty if nothing did
 * @param desired what changed of the desired properties; empty if nothing did
 * @param reported what changed of the reported properties; empty if nothing did
 * @param stamp what the metadata says of each property that changed
 */
record TwinChange(
        DeviceTwin after,
        Optional<Map<String, Object>> tags,
        Optional<Map<String, Object>> desired,
        Optional<Map<String, Object>> reported,
        Map<String, Object> stamp) {

    /** The back end changes tags, desired properties or both: objects are merged, null removes. */
    static TwinChange byBackEnd(
            DeviceTwin old, Optional<Map<String, Object>> tags, Optional<Map<String, Object>> desired, Instant now) {
        Map<String, Object> stamp = desiredStamp(old, now);
        DeviceTwin after = new DeviceTwin(
                old.revision() + 1,
                tags.map(patch -> Merge.of(old.tags(), patch)).orElse(old.tags()),
                desired.map(patch -> old.desired().merged(patch, stamp)).orElse(old.desired()),
                old.reported());
        return new TwinChange(after, tags, desired, Optional.empty(), stamp);
    }

    /** The twin after the back end has put others into the place of all tags and desired properties. */
    static DeviceTwin replaced(DeviceTwin old, Map<String, Object> tags, Map<String, Object> desired, Instant now) {
        return new DeviceTwin(
                old.revision() + 1,
                Merge.of(Map.of(), tags),
                old.desired().replaced(desired, desiredStamp(old, now)),
                old.reported());
    }

    /** The device reports. */
    static TwinChange byDevice(DeviceTwin old, Map<String, Object> patch, Instant now) {
        // Without a version: what the device writes has none in the service's samples.
        Map<String, Object> stamp = Map.of("$lastUpdated", WireTime.of(now));
        DeviceTwin after = new DeviceTwin(
                old.revision(), old.tags(), old.desired(), old.reported().merged(patch, stamp));
        return new TwinChange(after, Optional.empty(), Optional.empty(), Optional.of(patch), stamp);
    }

    /** The change as an event carries it. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", after.version());
        tags.ifPresent(patch -> document.put("tags", patch));
        Map<String, Object> properties = new LinkedHashMap<>();
        desired.ifPresent(patch -> properties.put("desired", after.desired().change(patch, stamp)));
        reported.ifPresent(patch -> properties.put("reported", after.reported().change(patch, stamp)));
        if (!properties.isEmpty()) {
            document.put("properties", properties);
        }
        return document;
    }

    private static Map<String, Object> desiredStamp(DeviceTwin old, Instant now) {
        return Map.of(
                "$lastUpdated",
                WireTime.of(now),
                "$lastUpdatedVersion",
                old.desired().version() + 1);
    }
}
