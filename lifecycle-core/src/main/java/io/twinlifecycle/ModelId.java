package io.twinlifecycle;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The id of a digital twin model: a DTMI such as {@code dtmi:com:example:Thermostat;1}. DTMIs are case-sensitive, and so is
 * {@link #equals}.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param value the DTMI: segments of letters, digits and underscores, and a version, which DTDL v3 lets one leave out
 */
public record ModelId(String value) implements Comparable<ModelId> {

    /** The longest id that is accepted, in characters (DTDL v2 allows 2,048 for the id of any element). */
    public static final int MAX_LENGTH = 2_048;

    // Possessive between segments: a hostile id can neither make the match backtrack far nor recurse deep.
    private static final String SEGMENT = "[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?+";
    private static final Pattern DTMI = Pattern.compile(
            "dtmi:" + SEGMENT + "(?::" + SEGMENT + ")*+(?:;[1-9][0-9]{0,8}+(?:\\.[1-9][0-9]{0,5}+)?+)?+");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if this is no DTMI
     */
    public ModelId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "model id must be a DTMI such as dtmi:com:example:Thermostat;1, but was " + Texts.quoted(value));
        }
    }

    /** Says whether the text has the form of a DTMI. */
    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && DTMI.matcher(text).matches();
    }

    @Override
    public int compareTo(ModelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
