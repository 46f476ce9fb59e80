package io.twinlifecycle.adt;

import com.azure.core.exception.ClientAuthenticationException;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the service's and the SDK's failures become ours. Expected answers, such as a twin that is not there, are values
 * and never get here.
 */
final class AdtErrors {

    /** Codes of a full instance: an operator can raise the limit or make room. */
    private static final Set<String> FULL = Set.of("TwinLimitReached", "RelationshipLimitReached", "QuotaReachedError");

    private final TimeSource time;

    AdtErrors(TimeSource time) {
        this.time = time;
    }

    LifecycleException translate(Throwable failure, String doing) {
        if (failure instanceof LifecycleException ours) {
            return ours;
        }
        if (failure instanceof AdtFault fault) {
            return translate(fault, doing);
        }
        if (failure instanceof ClientAuthenticationException) {
            return LifecycleException.storeDenied(
                    "no token could be had for Azure Digital Twins while " + doing
                            + "; check the identity that the service runs as",
                    failure);
        }
        // Connection failures, timeouts of the HTTP client, answers that the SDK or we cannot read.
        return LifecycleException.storeUnavailable(
                "Azure Digital Twins gave no answer that can be read while " + doing + " ("
                        + failure.getClass().getSimpleName() + ")",
                failure);
    }

    private LifecycleException translate(AdtFault fault, String doing) {
        String what = "Azure Digital Twins " + fault.describe() + " while " + doing;
        return switch (fault.status()) {
            case 401, 403 ->
                denied(what + "; give the caller the role Azure Digital Twins Data Owner on the instance", fault);
            // The service answers so to tokens of another tenant, and so does whatever else lives at a wrong URL.
            case 404 ->
                denied(what + "; check that the URL is the instance's and that the credential is of its tenant", fault);
            case 408, 409, 412, 429 -> unavailable(what, fault);
            default -> other(fault, what);
        };
    }

    private LifecycleException other(AdtFault fault, String what) {
        if (FULL.contains(fault.code())) {
            return denied(what + "; make room or have the limit raised", fault);
        }
        if (fault.status() >= 400 && fault.status() < 500) {
            return LifecycleException.storeRefused(what, fault.getCause());
        }
        if (fault.status() >= 300 && fault.status() < 400) {
            return denied(what + "; check that the URL is the instance's", fault);
        }
        return unavailable(what, fault);
    }

    private static LifecycleException denied(String message, AdtFault fault) {
        return LifecycleException.storeDenied(message, fault.getCause());
    }

    private LifecycleException unavailable(String message, AdtFault fault) {
        @Nullable
        Duration retryAfter = RetryAfter.parse(fault.retryAfter(), time.now()).orElse(null);
        return LifecycleException.storeUnavailable(message, retryAfter, fault.getCause());
    }
}
