package io.twinlifecycle.twins;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.Payload;
import java.util.Objects;
import java.util.Optional;

/**
 * A device that is about to get a twin: what a template may look at.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param deviceId its id in its hub
 * @param hub its hub
 * @param model the model of its twin
 * @param registrationId the id under which it registered; empty if its twin is made by a creation event
 * @param enrollmentId its enrollment's registration ID or its group's id; empty if its twin is made by a creation event
 * @param payload what it sent when it registered
 */
public record NewDevice(
        DeviceId deviceId,
        HubName hub,
        ModelId model,
        Optional<RegistrationId> registrationId,
        Optional<String> enrollmentId,
        Payload payload) {

    /** Checks that all are there. */
    public NewDevice {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(enrollmentId, "enrollmentId");
        Objects.requireNonNull(payload, "payload");
    }
}
