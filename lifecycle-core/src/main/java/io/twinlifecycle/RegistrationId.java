package io.twinlifecycle;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The id under which a device registers with DPS: at most 128 ASCII letters, digits and {@code - . _ :}. DPS ignores its case, and
 * so do {@link #equals} and {@link #hashCode}; the spelling is kept.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param value the id as the device spelt it
 */
public record RegistrationId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9\\-._:]{1,128}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if DPS could not have let this id through
     */
    public RegistrationId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "registration id must have 1 to 128 ASCII letters, digits or -._: but was " + Texts.quoted(value));
        }
    }

    /** Says whether the text can be a registration ID. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The id in lower case: the same text for every spelling of the same registration. */
    public String folded() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegistrationId that && value.equalsIgnoreCase(that.value);
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
