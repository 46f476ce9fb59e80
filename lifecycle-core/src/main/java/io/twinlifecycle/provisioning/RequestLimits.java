package io.twinlifecycle.provisioning;

/**
 * How large a request may be.
 *
 * @param maxBytes the largest body, in bytes
 * @param maxDepth the deepest nesting of objects and arrays
 * @param maxTextLength the longest text, in characters
 */
public record RequestLimits(int maxBytes, int maxDepth, int maxTextLength) {

    private static final RequestLimits DEFAULTS = new RequestLimits(128 * 1024, 32, 32 * 1024);

    /** Checks that all are positive. */
    public RequestLimits {
        if (maxBytes < 1 || maxDepth < 1 || maxTextLength < 1) {
            throw new IllegalArgumentException("limits must be positive, but were " + maxBytes + " bytes, " + maxDepth
                    + " levels, " + maxTextLength + " characters");
        }
    }

    /** 128 KiB, since DPS takes messages of at most 96 KB; 32 levels; texts of 32 Ki characters, which no certificate exceeds. */
    public static RequestLimits defaults() {
        return DEFAULTS;
    }
}
