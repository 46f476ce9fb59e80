package io.twinlifecycle.testkit.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What shall go wrong with a request. */
public sealed interface HttpFault {

    /**
     * Nothing is done, and this is answered.
     *
     * @param status the HTTP status
     * @param retryAfter what the header {@code Retry-After} says, in seconds, rounded up; no header if empty
     */
    record Answer(int status, Optional<Duration> retryAfter) implements HttpFault {
        /** Checks. */
        public Answer {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status of a fault must be 400 to 599, but was " + status);
            }
            Objects.requireNonNull(retryAfter, "retryAfter");
        }
    }

    /**
     * All is done and answered as ever, but late. It takes real time, and a thread of the server; closing the server ends it.
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
        return new Answer(status, Optional.empty());
    }

    /** Nothing is done, and the client is told that it asks too often. */
    static HttpFault throttle(Duration retryAfter) {
        return new Answer(429, Optional.of(retryAfter));
    }
}
