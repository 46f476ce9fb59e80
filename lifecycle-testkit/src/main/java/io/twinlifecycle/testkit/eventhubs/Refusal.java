package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.Grant.Access;
import java.io.Serial;
import java.time.Instant;

/** What a client asked for and does not get, as an AMQP error condition and the sentence that goes with it. */
final class Refusal extends RuntimeException {

    static final String NOT_FOUND = "amqp:not-found";
    static final String NOT_IMPLEMENTED = "amqp:not-implemented";
    static final String DECODE_ERROR = "amqp:decode-error";
    static final String UNAUTHORIZED = "amqp:unauthorized-access";
    static final String LIMIT_EXCEEDED = "amqp:resource-limit-exceeded";
    static final String LINK_STOLEN = "amqp:link:stolen";
    static final String DETACH_FORCED = "amqp:link:detach-forced";
    static final String TOO_LARGE = "amqp:link:message-size-exceeded";
    static final String BAD_ARGUMENT = "com.microsoft:argument-error";
    static final String SERVER_BUSY = "com.microsoft:server-busy";

    @Serial
    private static final long serialVersionUID = 1L;

    private final String condition;

    Refusal(String condition, String description) {
        super(description, null, false, false); // an answer, not a fault of ours: no stack trace
        this.condition = condition;
    }

    static Refusal notFound(String entity) {
        // The client tells a missing entity from a lost connection by this sentence.
        return new Refusal(NOT_FOUND, "The messaging entity '" + entity + "' could not be found.");
    }

    static Refusal notImitated(String what) {
        return new Refusal(NOT_IMPLEMENTED, "The local Event Hubs server does not imitate " + what + ".");
    }

    static Refusal busy() {
        return new Refusal(SERVER_BUSY, "The request was terminated because the entity is being throttled.");
    }

    static Refusal unauthorized(String why) {
        return new Refusal(UNAUTHORIZED, why);
    }

    static Refusal expired(Instant when) {
        return unauthorized("ExpiredToken: The token is expired. Expiration time: '" + when + "'.");
    }

    /** What the service says when no token is good for something, be it that none was put or that it is expired. */
    static String claimRequired(Access access) {
        return "Unauthorized access. '" + access.right().claim()
                + "' claim(s) are required to perform this operation. Resource: 'sb://localhost/" + access.address()
                + "'.";
    }

    /** A link ends because the token that allowed it is expired, and no new one was put. */
    static Refusal uncovered() {
        return detached("RenewToken", "Unauthorized access. The token that allowed this link is expired.");
    }

    /** A link ends for a reason of the service's own. */
    static Refusal detached(String code, String details) {
        return new Refusal(DETACH_FORCED, "The link is force detached. Code: " + code + ". Details: " + details);
    }

    String condition() {
        return condition;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
