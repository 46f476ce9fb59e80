package io.twinlifecycle.provisioning;

import io.twinlifecycle.JsonValues;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device sent along with its registration: optional, and whatever the device likes.
 *
 * <p>JSON is given as Java's own types: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null, all
 * unmodifiable. Safe for use by many threads. {@link #toString} shows what kind it is, never what is in it.
 */
public final class Payload {

    private static final Payload ABSENT = new Payload(false, null);

    private final boolean present;
    private final @Nullable Object value;

    private Payload(boolean present, @Nullable Object value) {
        this.present = present;
        this.value = value;
    }

    /** The payload of a device that sent none. */
    public static Payload absent() {
        return ABSENT;
    }

    /** A payload: an object, or, from a strange device, any other JSON value. */
    public static Payload of(@Nullable Object json) {
        return new Payload(true, JsonValues.copyValue(json));
    }

    /** Says whether the device sent one. */
    public boolean isPresent() {
        return present;
    }

    /** The properties; empty if there is no payload, or if it is no JSON object. */
    @SuppressWarnings("unchecked") // JsonValues.copyValue makes maps with String keys only
    public Map<String, Object> properties() {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Says whether it is a JSON object. */
    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** The text of a property; empty if there is none or it is no text. */
    public Optional<String> text(String property) {
        return properties().get(property) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The value as it came; null if it was absent or JSON null. */
    public @Nullable Object value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && present == that.present && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(present, value);
    }

    @Override
    public String toString() {
        return !present
                ? "no payload"
                : isObject() ? "payload of " + properties().size() + " properties" : "odd payload";
    }
}
