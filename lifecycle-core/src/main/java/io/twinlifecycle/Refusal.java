package io.twinlifecycle;

import java.util.Objects;

/**
 * A permanent "no" to a registration: DPS is answered 400 with it.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param code what kind of no
 * @param message a sentence for the operator: which field, what was found, what to do; never a secret
 */
public record Refusal(ReasonCode code, String message) {

    /** Checks that both are there. */
    public Refusal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
