package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.Telemetry;
import java.util.Optional;

/** {@code /digitaltwins/{id}/telemetry} and {@code /digitaltwins/{id}/components/{name}/telemetry}. */
final class TelemetryRoutes {

    private final Telemetry telemetry;

    TelemetryRoutes(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    AdtResponse ofTwin(AdtRequest request) {
        return publish(request, Optional.empty());
    }

    AdtResponse ofComponent(AdtRequest request) {
        return publish(request, Optional.of(request.segments().get(3)));
    }

    private AdtResponse publish(AdtRequest request, Optional<String> component) {
        String messageId = request.header("message-id")
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> new Bodies.Refused(
                        ErrorBodies.of(400, "InvalidArgument", "The header Message-Id is required.")));
        telemetry.publish(
                Bodies.twinId(request.segments().get(1)),
                component,
                messageId,
                request.header("telemetry-source-time"),
                request.json());
        return AdtResponse.noContent();
    }
}
