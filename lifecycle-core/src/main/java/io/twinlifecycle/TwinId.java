package io.twinlifecycle;

import java.util.Objects;

/**
 * The id of a digital twin ({@code $dtId}): unique in its instance and case-sensitive.
 *
 * <p>An id becomes a segment of a URL's path. Those that no path can carry safely ({@code .}, {@code ..}, slashes, control
 * characters) are refused here, so that no adapter meets them.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters
 */
public record TwinId(String value) implements Comparable<TwinId> {

    /** The longest id that is accepted, in characters. Azure publishes no limit; device ids have at most 128. */
    public static final int MAX_LENGTH = 256;

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the id is empty, too long, {@code .}, {@code ..}, or has a slash, a backslash, a control
     *     character, a line separator or half a surrogate pair
     */
    public TwinId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException("twin id must have 1 to " + MAX_LENGTH
                    + " characters without slashes or control characters and be neither . nor .., but was "
                    + Texts.quoted(value));
        }
    }

    /** Says whether the text can be a twin's id. */
    public static boolean isValid(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && !text.equals(".")
                && !text.equals("..")
                && text.codePoints().noneMatch(TwinId::isForbidden);
    }

    /** A lone surrogate would turn into a question mark on its way, and so into another twin's id. */
    private static boolean isForbidden(int c) {
        return c == '/'
                || c == '\\'
                || c == LINE_SEPARATOR
                || c == PARAGRAPH_SEPARATOR
                || Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE;
    }

    @Override
    public int compareTo(TwinId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
