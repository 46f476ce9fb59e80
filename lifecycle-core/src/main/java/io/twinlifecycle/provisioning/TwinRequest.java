package io.twinlifecycle.provisioning;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.Texts;
import java.time.Instant;
import java.util.Objects;

/**
 * A device that needs its twin.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param registrationId the id under which it registers
 * @param deviceId its id in its hub
 * @param hub the hub that was chosen for it
 * @param model the model that its twin shall have
 * @param time when the registration was received, by the service's clock
 * @param firstRegistration whether DPS knows of no earlier one: a hint that a twin is unlikely to exist, never a proof
 * @param enrollmentId the enrollment's registration ID or the group's id
 * @param payload what the device sent, for templates
 * @param deadline when the caller must have an answer
 */
public record TwinRequest(
        RegistrationId registrationId,
        DeviceId deviceId,
        HubHost hub,
        ModelId model,
        Instant time,
        boolean firstRegistration,
        String enrollmentId,
        Payload payload,
        Deadline deadline) {

    /** Checks that all are there. */
    public TwinRequest {
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(enrollmentId, "enrollmentId");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(deadline, "deadline");
    }

    @Override
    public String toString() {
        return "TwinRequest[registrationId=" + registrationId + ", deviceId=" + deviceId + ", hub=" + hub + ", model="
                + model + ", enrollment=" + Texts.quoted(enrollmentId) + ", time=" + time + "]";
    }
}
