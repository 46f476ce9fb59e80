package io.twinlifecycle.provisioning;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.Texts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What DPS asks its custom-allocation webhook: one registration of one device. Shape and rules: Microsoft, "How to use custom
 * allocation policies", {@code AllocationRequest}.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows ids and hubs only, never attestation or payload.
 *
 * @param registrationId the id under which the device registers
 * @param deviceId the device's id in its hub: the individual enrollment's {@code deviceId} if it names one, else the id that the hub
 *     knows already if that differs from the registration ID in case alone, else the registration ID
 * @param enrollment the enrollment or the group through which the device registers
 * @param current where the device was assigned by an earlier registration; empty on its first. It comes from the registration record,
 *     so it does not prove that the identity or the twin still exists
 * @param linkedHubs the hubs to choose from, in the order of DPS, never empty; under "never re-provision" only the current one
 * @param attestation how the device proved itself
 * @param payload what the device sent along; a text that holds a JSON object, as Microsoft's Java client sends it, is read as that object
 */
public record AllocationRequest(
        RegistrationId registrationId,
        DeviceId deviceId,
        Enrollment enrollment,
        Optional<CurrentAssignment> current,
        List<HubHost> linkedHubs,
        Attestation attestation,
        Payload payload) {

    /** Checks and copies. */
    public AllocationRequest {
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(enrollment, "enrollment");
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(attestation, "attestation");
        Objects.requireNonNull(payload, "payload");
        linkedHubs = List.copyOf(linkedHubs);
    }

    /** Says whether the device registers for the first time, as far as DPS remembers. */
    public boolean isFirst() {
        return current.isEmpty();
    }

    /** The hub to which the device is assigned now, if it is still among the linked ones. */
    public Optional<HubHost> currentLinkedHub() {
        return current.map(CurrentAssignment::hub).filter(linkedHubs::contains);
    }

    /**
     * The same request with other hubs to choose from. This is how a decorating policy keeps hubs away from the one it wraps; the
     * list may be empty then.
     */
    public AllocationRequest withLinkedHubs(List<HubHost> hubs) {
        return new AllocationRequest(registrationId, deviceId, enrollment, current, hubs, attestation, payload);
    }

    @Override
    public String toString() {
        return "AllocationRequest[registrationId=" + registrationId + ", deviceId=" + deviceId + ", enrollment="
                + Texts.quoted(enrollment.id()) + ", current="
                + current.map(c -> c.hub().value()).orElse("none") + ", linkedHubs="
                + linkedHubs + "]";
    }
}
