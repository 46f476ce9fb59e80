package io.twinlifecycle.testkit.world;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A message of a device.
 *
 * @param body the bytes, which nobody writes to from now on
 * @param properties the device's own
 * @param systemProperties such as {@code content-type}
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed through, never compared
record Telemetry(byte[] body, Map<String, String> properties, Map<String, String> systemProperties) {

    /** What IoT Hub takes at most, in bytes (its page of quotas). */
    private static final int MAX_SIZE = 256 * 1024;

    Telemetry {
        body = body.clone();
        properties = Map.copyOf(properties);
        systemProperties = Map.copyOf(systemProperties);
        long size = (long) body.length + size(properties) + size(systemProperties);
        if (size > MAX_SIZE) {
            throw WorldRefusal.messageTooLarge(size, MAX_SIZE);
        }
    }

    private static long size(Map<String, String> map) {
        return map.entrySet().stream()
                .mapToLong(each -> (long) bytes(each.getKey()) + bytes(each.getValue()))
                .sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
