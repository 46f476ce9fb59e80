package io.twinlifecycle;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the library. Its {@link #kind} says what went wrong, {@link #isRetryable} whether the same call may succeed
 * later. An expected "no" is never one of these: it is a value.
 */
public final class LifecycleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The request can never be served as it is; {@link #reason} has the code. DPS is answered 400. */
        REFUSED(false),
        /** A lifecycle event lacks what its kind needs, or cannot be read; it belongs in the dead-letter sink. */
        MALFORMED_EVENT(false),
        /** The store refused a write for good: the content, not the moment, is at fault. */
        STORE_REFUSED(false),
        /** The store did not answer, answered too late, is throttling, or is broken for now. */
        STORE_UNAVAILABLE(true),
        /** The store does not let us in, or is not there. An operator can mend it, so the same call may succeed later. */
        STORE_DENIED(true),
        /** The time budget ran out. */
        OUT_OF_TIME(true),
        /** Others changed the twin each time we were about to write; we gave up after a bounded number of rounds. */
        CONTENDED(true),
        /** The store still reports relationships of a twin after all that it lists were deleted. */
        RELATIONSHIPS_REMAIN(true),
        /** Something that the library asked for help, such as a device registry or a dead-letter sink, failed. */
        COLLABORATOR_FAILED(true),
        /** The thread was interrupted. */
        INTERRUPTED(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        /** Says whether the same call may succeed later. */
        public boolean isRetryable() {
            return retryable;
        }
    }

    private final Kind kind;
    private final @Nullable ReasonCode reason;
    private final @Nullable Duration retryAfter;

    private LifecycleException(
            Kind kind,
            @Nullable ReasonCode reason,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** The request can never be served as it is. */
    public static LifecycleException refused(Refusal refusal) {
        return new LifecycleException(Kind.REFUSED, refusal.code(), refusal.message(), null, null);
    }

    /** The request can never be served as it is. */
    public static LifecycleException refused(ReasonCode code, String message) {
        return refused(new Refusal(code, message));
    }

    /** The event cannot be read or lacks what its kind needs. */
    public static LifecycleException malformedEvent(String message) {
        return new LifecycleException(Kind.MALFORMED_EVENT, null, message, null, null);
    }

    /** The store refused a write for good. */
    public static LifecycleException storeRefused(String message, @Nullable Throwable cause) {
        return new LifecycleException(Kind.STORE_REFUSED, null, message, null, cause);
    }

    /** The store cannot serve us now. */
    public static LifecycleException storeUnavailable(String message, @Nullable Throwable cause) {
        return new LifecycleException(Kind.STORE_UNAVAILABLE, null, message, null, cause);
    }

    /** The store cannot serve us now and says when to come back. */
    public static LifecycleException storeUnavailable(
            String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        return new LifecycleException(Kind.STORE_UNAVAILABLE, null, message, retryAfter, cause);
    }

    /** The store does not let us in, or is not there. */
    public static LifecycleException storeDenied(String message, @Nullable Throwable cause) {
        return new LifecycleException(Kind.STORE_DENIED, null, message, null, cause);
    }

    /** The time budget ran out while doing this. */
    public static LifecycleException outOfTime(String doing) {
        return new LifecycleException(Kind.OUT_OF_TIME, null, "the time budget ran out while " + doing, null, null);
    }

    /** Others kept changing the twin. */
    public static LifecycleException contended(TwinId twin, int rounds) {
        return new LifecycleException(
                Kind.CONTENDED,
                null,
                "twin " + twin + " was changed by others in each of " + rounds + " rounds; try again later",
                null,
                null);
    }

    /** The store still reports relationships after all that it lists were deleted. */
    public static LifecycleException relationshipsRemain(TwinId twin, int rounds) {
        return new LifecycleException(
                Kind.RELATIONSHIPS_REMAIN,
                null,
                "twin " + twin + " still has relationships after " + rounds + " rounds of deleting; try again later",
                null,
                null);
    }

    /** Something that the library asked for help failed. */
    public static LifecycleException collaboratorFailed(String message, @Nullable Throwable cause) {
        return new LifecycleException(Kind.COLLABORATOR_FAILED, null, message, null, cause);
    }

    /** The thread was interrupted; the caller has set its flag again. */
    public static LifecycleException interrupted(@Nullable Throwable cause) {
        return new LifecycleException(Kind.INTERRUPTED, null, "the thread was interrupted", null, cause);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Says whether the same call may succeed later. */
    public boolean isRetryable() {
        return kind.isRetryable();
    }

    /** The code of a {@link Kind#REFUSED refusal}; empty for every other kind. */
    public Optional<ReasonCode> reason() {
        return Optional.ofNullable(reason);
    }

    /** How long the store asked us to wait, if it did. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
