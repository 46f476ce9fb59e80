package io.twinlifecycle;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The id of a device in its IoT hub: case-sensitive, at most 128 characters, ASCII letters, digits and
 * {@code - . + % _ # * ? ! ( ) , : = @ $ '} and the back-quote (IoT Hub developer guide, identity registry).
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param value the id as the hub spells it
 */
public record DeviceId(String value) implements Comparable<DeviceId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9\\-.+%_#*?!(),:=@$'`]{1,128}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if no IoT hub could have such a device
     */
    public DeviceId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "device id must have 1 to 128 ASCII letters, digits or -.+%_#*?!(),:=@$'` but was "
                            + Texts.quoted(value));
        }
    }

    /** Says whether the text can be a device's id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
