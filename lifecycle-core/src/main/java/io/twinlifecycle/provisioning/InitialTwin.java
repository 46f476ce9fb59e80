package io.twinlifecycle.provisioning;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.Texts;
import java.util.Map;

/**
 * The device twin in IoT Hub (not the digital twin) as a device shall start with it.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows names, not values.
 *
 * @param tags tags, in the JSON types of {@link Payload}
 * @param desired desired properties, in the JSON types of {@link Payload}
 */
public record InitialTwin(Map<String, Object> tags, Map<String, Object> desired) {

    private static final InitialTwin EMPTY = new InitialTwin(Map.of(), Map.of());

    /** Copies. */
    public InitialTwin {
        tags = JsonValues.copy(tags);
        desired = JsonValues.copy(desired);
    }

    /** One without tags and desired properties. */
    public static InitialTwin empty() {
        return EMPTY;
    }

    /** Says whether there is nothing in it. */
    public boolean isEmpty() {
        return tags.isEmpty() && desired.isEmpty();
    }

    @Override
    public String toString() {
        return "InitialTwin[tags=" + Texts.quoted(tags.keySet().toString()) + ", desired="
                + Texts.quoted(desired.keySet().toString()) + "]";
    }
}
