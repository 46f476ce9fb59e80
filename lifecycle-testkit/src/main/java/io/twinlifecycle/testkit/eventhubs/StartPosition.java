package io.twinlifecycle.testkit.eventhubs;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a receiver starts to read, as the selector of its link says. */
sealed interface StartPosition {

    /** From the first event that there is. */
    StartPosition EARLIEST = new Sequence(-1, false);

    /** With the next event that is stored. */
    record Latest() implements StartPosition {}

    /** After an offset, or at it. */
    record Offset(long offset, boolean inclusive) implements StartPosition {}

    /** After a sequence number, or at it. */
    record Sequence(long sequence, boolean inclusive) implements StartPosition {}

    /** After a time, or at it. */
    record Enqueued(Instant time, boolean inclusive) implements StartPosition {}

    /**
     * Reads a selector, such as {@code amqp.annotation.x-opt-offset > '4711'}.
     *
     * @throws Refusal if it is none of those that Event Hubs' clients send
     */
    static StartPosition parse(String selector) {
        Matcher match = Selector.FORM.matcher(selector);
        if (!match.matches()) {
            throw new Refusal(
                    Refusal.BAD_ARGUMENT,
                    "The filter is not a start position: expected "
                            + "amqp.annotation.x-opt-{offset|sequence-number|enqueued-time} >[=] 'value'.");
        }
        String name = match.group(1);
        boolean inclusive = !match.group(2).isEmpty();
        String value = match.group(3);
        if (value.equals("@latest")) {
            return new Latest();
        }
        try {
            long number = Long.parseLong(value);
            return switch (name) {
                case "offset" -> new Offset(number, inclusive);
                case "sequence-number" -> new Sequence(number, inclusive);
                default -> new Enqueued(Instant.ofEpochMilli(number), inclusive);
            };
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.BAD_ARGUMENT, "The start position's value is not a number.");
        }
    }

    /** Keeps the pattern out of sight. */
    final class Selector {

        private static final Pattern FORM = Pattern.compile(
                "\\s*amqp\\.annotation\\.x-opt-(offset|sequence-number|enqueued-time)\\s*>(=?)\\s*'([^']{1,64})'\\s*");

        private Selector() {}
    }
}
