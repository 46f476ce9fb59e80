package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.JsonValues;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.Enrollment;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.InitialTwin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An enrollment of one device or of a group, as an operator writes it.
 *
 * <pre>{@code
 * DeviceEnrollment.group("thermostats", SymmetricKeys.generate()).custom(webhook::handle).onHubs("hub-a", "hub-b")
 * }</pre>
 *
 * <p>At first it is enabled, allocates by hash among all linked hubs, migrates devices that move, and asks for an empty twin. Every
 * {@code with} method returns a changed copy. Immutable and safe for use by many threads.
 *
 * @param kind individual or group
 * @param id the registration ID, or the group's id
 * @param deviceId the device id that an individual enrollment asks for
 * @param attestation how its devices prove who they are
 * @param enabled whether they may register
 * @param reprovisionPolicy what happens to a device that registers again
 * @param allocation how a hub is chosen
 * @param hubs its own hubs; all hubs of the world if empty
 * @param initialTwin the device twin that it asks for
 * @param iotEdge whether its devices are IoT Edge devices
 * @param information what the operator notes of a device; the webhook sees it, and nobody else cares
 */
public record DeviceEnrollment(
        Enrollment.Kind kind,
        String id,
        Optional<DeviceId> deviceId,
        DeviceAttestation attestation,
        boolean enabled,
        ReprovisionPolicy reprovisionPolicy,
        HubAllocation allocation,
        List<HubHost> hubs,
        InitialTwin initialTwin,
        boolean iotEdge,
        Map<String, Object> information) {

    /** What requests show as the webhook's address if nothing else is said. */
    public static final URI SHOWN_URL = URI.create("https://app.azurewebsites.net/api/allocate?code");

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if it is a group with a device id, or an individual enrollment whose id is no registration ID
     */
    public DeviceEnrollment {
        Objects.requireNonNull(attestation, "attestation");
        Objects.requireNonNull(reprovisionPolicy, "reprovisionPolicy");
        Objects.requireNonNull(allocation, "allocation");
        Objects.requireNonNull(initialTwin, "initialTwin");
        hubs = List.copyOf(hubs);
        information = JsonValues.copy(information);
        if (kind == Enrollment.Kind.GROUP && deviceId.isPresent()) {
            throw new IllegalArgumentException(
                    "a group asks for no device id: its devices have their registration IDs");
        }
        if (kind == Enrollment.Kind.GROUP && attestation instanceof DeviceAttestation.Tpm) {
            throw new IllegalArgumentException("a group has keys or certificates; a TPM is one device's own");
        }
        if (attestation instanceof DeviceAttestation.X509 x509
                && x509.trust()
                        == (kind == Enrollment.Kind.GROUP
                                ? DeviceAttestation.X509.Trust.CLIENT
                                : DeviceAttestation.X509.Trust.SIGNING)) {
            throw new IllegalArgumentException("a group has signing certificates or CAs, a device of its own has client"
                    + " certificates or CAs; here are the others");
        }
        if (kind == Enrollment.Kind.INDIVIDUAL && !RegistrationId.isValid(id)) {
            throw new IllegalArgumentException("an individual enrollment's id is a registration ID, but was " + id);
        }
    }

    /** A group whose devices have keys that are derived from these. */
    public static DeviceEnrollment group(String id, SymmetricKeys keys) {
        return group(id, new DeviceAttestation.Keys(keys));
    }

    /** A group. */
    public static DeviceEnrollment group(String id, DeviceAttestation attestation) {
        return of(Enrollment.Kind.GROUP, id, attestation);
    }

    /** A device with these keys. */
    public static DeviceEnrollment individual(String registrationId, SymmetricKeys keys) {
        return individual(registrationId, new DeviceAttestation.Keys(keys));
    }

    /** A device. */
    public static DeviceEnrollment individual(String registrationId, DeviceAttestation attestation) {
        return of(Enrollment.Kind.INDIVIDUAL, registrationId, attestation);
    }

    private static DeviceEnrollment of(Enrollment.Kind kind, String id, DeviceAttestation attestation) {
        return new DeviceEnrollment(
                kind,
                id,
                Optional.empty(),
                attestation,
                true,
                ReprovisionPolicy.MIGRATE,
                new HubAllocation.Hashed(),
                List.of(),
                new InitialTwin(Map.of(), Map.of()),
                false,
                Map.of());
    }

    /** The hub is to know the device by this id. */
    public DeviceEnrollment withDeviceId(DeviceId wanted) {
        return copy(Optional.of(wanted), enabled, reprovisionPolicy, allocation, hubs, initialTwin, iotEdge);
    }

    /** Its devices may not register. */
    public DeviceEnrollment disabled() {
        return copy(deviceId, false, reprovisionPolicy, allocation, hubs, initialTwin, iotEdge);
    }

    /** What happens to a device that registers again. */
    public DeviceEnrollment withReprovisionPolicy(ReprovisionPolicy policy) {
        return copy(deviceId, enabled, policy, allocation, hubs, initialTwin, iotEdge);
    }

    /** A webhook chooses the hub. */
    public DeviceEnrollment custom(CustomAllocation webhook) {
        return allocatedBy(new HubAllocation.Custom(webhook, SHOWN_URL));
    }

    /** How a hub is chosen. */
    public DeviceEnrollment allocatedBy(HubAllocation how) {
        return copy(deviceId, enabled, reprovisionPolicy, how, hubs, initialTwin, iotEdge);
    }

    /** It has these hubs, by name or host name, and no others. */
    public DeviceEnrollment onHubs(String... namesOrHosts) {
        List<HubHost> own = Stream.of(namesOrHosts).map(DeviceWorld::host).toList();
        return copy(deviceId, enabled, reprovisionPolicy, allocation, own, initialTwin, iotEdge);
    }

    /** It asks for this device twin. */
    public DeviceEnrollment withInitialTwin(InitialTwin twin) {
        return copy(deviceId, enabled, reprovisionPolicy, allocation, hubs, twin, iotEdge);
    }

    /** Its devices are IoT Edge devices. */
    public DeviceEnrollment withIotEdge() {
        return copy(deviceId, enabled, reprovisionPolicy, allocation, hubs, initialTwin, true);
    }

    /** The operator notes this of the device. */
    public DeviceEnrollment withInformation(Map<String, Object> noted) {
        return new DeviceEnrollment(
                kind,
                id,
                deviceId,
                attestation,
                enabled,
                reprovisionPolicy,
                allocation,
                hubs,
                initialTwin,
                iotEdge,
                noted);
    }

    /** The keys of a device that registers through it, if it has keys. */
    public Optional<SymmetricKeys> keysOf(RegistrationId device) {
        return attestation.symmetricKeys().map(keys -> kind == Enrollment.Kind.GROUP ? keys.derive(device) : keys);
    }

    private DeviceEnrollment copy(
            Optional<DeviceId> wanted,
            boolean isEnabled,
            ReprovisionPolicy policy,
            HubAllocation how,
            List<HubHost> own,
            InitialTwin twin,
            boolean edge) {
        return new DeviceEnrollment(
                kind, id, wanted, attestation, isEnabled, policy, how, own, twin, edge, information);
    }
}
