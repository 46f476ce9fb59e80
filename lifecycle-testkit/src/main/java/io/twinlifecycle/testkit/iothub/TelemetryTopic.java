package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.testkit.internal.mqtt.Publication;
import io.twinlifecycle.testkit.internal.mqtt.TopicQuery;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a device says about a message in its topic, {@code devices/{id}/messages/events/{property bag}}.
 *
 * @param properties the device's own
 * @param systemProperties by the names that Event Hubs shows
 */
record TelemetryTopic(Map<String, String> properties, Map<String, String> systemProperties) {

    /** The names that the SDKs write into property bags. */
    private static final Map<String, String> SYSTEM = Map.ofEntries(
            Map.entry("$.mid", "message-id"),
            Map.entry("$.cid", "correlation-id"),
            Map.entry("$.uid", "user-id"),
            Map.entry("$.to", "to"),
            Map.entry("$.ct", "content-type"),
            Map.entry("$.ce", "content-encoding"),
            Map.entry("$.exp", "absolute-expiry-time"),
            Map.entry("$.ctime", "iothub-creation-time-utc"),
            Map.entry("$.ifid", "iothub-interface-id"),
            Map.entry("$.sub", "dt-subject"),
            Map.entry("$.on", "iothub-output-name"));

    static boolean isOf(String topic, DeviceId device) {
        return topic.equals(withoutSlash(device)) || topic.startsWith(withoutSlash(device) + "/");
    }

    /**
     * Reads a message's topic, and whether it is to be retained, which IoT Hub only notes.
     *
     * @throws IllegalArgumentException if the property bag is not encoded as a query is
     */
    static TelemetryTopic of(Publication message, DeviceId device) {
        String bag = message.topic().substring(withoutSlash(device).length());
        bag = bag.startsWith("/") ? bag.substring(1) : bag;
        bag = bag.endsWith("/") ? bag.substring(0, bag.length() - 1) : bag;
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, String> systemProperties = new LinkedHashMap<>();
        TopicQuery.decoded(bag.startsWith("?") ? bag.substring(1) : bag).forEach((name, value) -> {
            String system = SYSTEM.get(name);
            if (system == null) {
                properties.put(name, value);
            } else {
                systemProperties.put(system, value);
            }
        });
        if (message.retain()) {
            properties.put("mqtt-retain", "true");
        }
        return new TelemetryTopic(properties, systemProperties);
    }

    private static String withoutSlash(DeviceId device) {
        return "devices/" + device.value() + "/messages/events";
    }
}
