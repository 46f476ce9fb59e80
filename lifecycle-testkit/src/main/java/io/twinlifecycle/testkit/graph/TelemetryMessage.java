package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.TwinId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry that was published for a twin or one of its components.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} does not show the payload.
 *
 * @param twin the twin
 * @param component the component, if it was published for one
 * @param messageId what the publisher called it
 * @param sourceTime when it was measured, as the publisher wrote it
 * @param received when it came
 * @param payload what it says, JSON as Java's own types; not checked against the model
 */
public record TelemetryMessage(
        TwinId twin,
        Optional<String> component,
        String messageId,
        Optional<String> sourceTime,
        Instant received,
        @Nullable Object payload) {

    /** Checks and copies. */
    public TelemetryMessage {
        Objects.requireNonNull(twin, "twin");
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(sourceTime, "sourceTime");
        Objects.requireNonNull(received, "received");
        payload = JsonValues.copyValue(payload);
    }

    @Override
    public String toString() {
        return "TelemetryMessage[" + twin + component.map(name -> "/" + name).orElse("") + ", " + messageId + "]";
    }
}
