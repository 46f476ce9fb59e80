package io.twinlifecycle.testkit.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What shall go wrong with a request. */
public sealed interface HttpFault {

    /** The form of dates in HTTP headers; the day has always two digits there. */
    DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * Nothing is done, and this is answered.
     *
     * @param status the HTTP status
     * @param retryAfter what the header {@code Retry-After} says, rounded up to whole seconds; no header if empty
     * @param asDate whether the header says until when, rather than how many seconds; HTTP allows both
     */
    record Answer(int status, Optional<Duration> retryAfter, boolean asDate) implements HttpFault {
        /** Checks. */
        public Answer {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status of a fault must be 400 to 599, but was " + status);
            }
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        /** The same, with seconds in the header. */
        public Answer(int status, Optional<Duration> retryAfter) {
            this(status, retryAfter, false);
        }

        /**
         * What the header {@code Retry-After} says, if it is there. For servers.
         *
         * @param now the server's time of day
         */
        public Optional<String> retryAfterHeader(Instant now) {
            return retryAfter.map(wait -> {
                long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
                return asDate ? HTTP_DATE.format(now.plusSeconds(seconds)) : String.valueOf(seconds);
            });
        }
    }

    /**
     * All is done and answered as ever, but late. It takes real time but no thread of the server; closing the server before that
     * drops the request.
     *
     * @param time how late
     */
    record Delay(Duration time) implements HttpFault {
        /** Checks that it is there. */
        public Delay {
            Objects.requireNonNull(time, "time");
        }
    }

    /** Nothing is done, and the connection is closed without an answer. */
    record DropConnection() implements HttpFault {}

    /** All is done, and then the connection is closed without an answer. */
    record LoseAnswer() implements HttpFault {}

    /**
     * Something else happens first, such as another writer's change; then all is done and answered as ever.
     *
     * @param action what happens; it runs on a thread of the server and may use the graph and the server
     */
    record Before(Runnable action) implements HttpFault {
        /** Checks that it is there. */
        public Before {
            Objects.requireNonNull(action, "action");
        }
    }

    /** Nothing is done, and this status is answered. */
    static HttpFault answer(int status) {
        return new Answer(status, Optional.empty(), false);
    }

    /** Nothing is done, and the client is told that it asks too often. */
    static HttpFault throttle(Duration retryAfter) {
        return new Answer(429, Optional.of(retryAfter), false);
    }

    /** Nothing is done, and the client is told that it asks too often, and until when to wait rather than how long. */
    static HttpFault throttleUntil(Duration retryAfter) {
        return new Answer(429, Optional.of(retryAfter), true);
    }
}
