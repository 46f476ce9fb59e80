package io.twinlifecycle.testkit.graph;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** The ways in which the service writes a time. It counts in ticks of 100 ns. */
final class ServiceTime {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter UPLOAD = trimmed("+00:00");
    private static final DateTimeFormatter JOB = trimmed("Z");

    private ServiceTime() {}

    /** Of twins: seven decimals and {@code Z}. */
    static String stamp(Instant time) {
        return STAMP.format(time);
    }

    /** Of models: an offset, and no zeros at the end. */
    static String upload(Instant time) {
        return UPLOAD.format(inTicks(time));
    }

    /** Of jobs: {@code Z}, and no zeros at the end. */
    static String job(Instant time) {
        return JOB.format(inTicks(time));
    }

    /** A formatter trims zeros before it cuts digits off, and would leave some. */
    private static Instant inTicks(Instant time) {
        return time.minusNanos(time.get(ChronoField.NANO_OF_SECOND) % 100);
    }

    private static DateTimeFormatter trimmed(String zone) {
        return new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
                .appendLiteral(zone)
                .toFormatter(Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }
}
