package io.twinlifecycle.testkit.fuzz;

import java.util.function.Supplier;

/** Says that something must be true. Much cheaper than an assertion library in a loop that runs millions of times. */
public final class Must {

    private Must() {}

    /** Throws what a fuzzer takes for a finding if it is not true. */
    public static void hold(boolean claim, Supplier<String> otherwise) {
        if (!claim) {
            throw new IllegalStateException("broken: " + otherwise.get());
        }
    }

    /** A message is on one line that no terminal or log viewer can be made to break, and of a bounded length. */
    public static void beFitForALog(String message, int maxLength) {
        hold(message.length() <= maxLength, () -> "a message of " + message.length() + " characters");
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            int type = Character.getType(c);
            boolean breaks = Character.isISOControl(c)
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.FORMAT;
            hold(!breaks, () -> "a message has character " + (int) c + ": " + message);
        }
    }
}
