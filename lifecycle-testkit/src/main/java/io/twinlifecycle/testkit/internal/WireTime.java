package io.twinlifecycle.testkit.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as DPS and IoT Hub write them: UTC with seven decimals, since they count in ticks of 100 ns. */
public final class WireTime {

    private static final DateTimeFormatter TICKS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private WireTime() {}

    /** The time as text. */
    public static String of(Instant time) {
        return TICKS.format(time);
    }
}
