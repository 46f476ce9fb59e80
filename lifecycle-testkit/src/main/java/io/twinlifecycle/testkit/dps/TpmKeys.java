package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.JsonFields;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.world.DeviceAttestation;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that devices with a TPM were given: they prove with them, from then on, who they are. Each challenge makes another key.
 *
 * <p>Safe for use by many threads.
 */
final class TpmKeys {

    private static final int KEY_BYTES = 32;

    @SuppressWarnings("ArrayRecordComponent") // a key, never compared
    private record Given(TpmPublic endorsement, TpmPublic storageRoot, byte[] key) {}

    private final Map<RegistrationId, Given> given = new ConcurrentHashMap<>();

    /**
     * Challenges a device: only the TPM of the enrollment can find the new key in the answer.
     *
     * @param request the body of its registration
     * @return the wrapped key, in Base64; empty if the request is not of the enrolled TPM
     * @throws IllegalArgumentException if a key of the TPM is malformed
     */
    Optional<String> challenge(RegistrationId device, DeviceAttestation.Tpm enrolled, Map<String, Object> request) {
        Map<String, Object> tpm = JsonFields.object(request, "tpm");
        Optional<String> storageRoot = JsonFields.text(tpm, "storageRootKey");
        if (!JsonFields.text(tpm, "endorsementKey").equals(Optional.of(enrolled.endorsementKey()))
                || storageRoot.isEmpty()) {
            return Optional.empty();
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        given.put(
                device, new Given(TpmPublic.parse(enrolled.endorsementKey()), TpmPublic.parse(storageRoot.get()), key));
        return wrapped(device);
    }

    /** The device's key, wrapped anew: for the hub, which knows the device by the same key. Empty if it has none. */
    Optional<String> wrapped(RegistrationId device) {
        return Optional.ofNullable(given.get(device))
                .map(each -> TpmActivation.of(each.endorsement(), each.storageRoot(), each.key(), device.value()))
                .map(Base64.getEncoder()::encodeToString);
    }

    /** The device's key, as both keys of a pair; empty if it was not challenged. */
    Optional<SymmetricKeys> keysOf(RegistrationId device) {
        return Optional.ofNullable(given.get(device))
                .map(each -> Base64.getEncoder().encodeToString(each.key()))
                .map(key -> new SymmetricKeys(key, key));
    }
}
