package io.twinlifecycle.testkit.world;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.provisioning.Attestation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How a device proves to DPS who it is. */
public sealed interface DeviceAttestation {

    /**
     * By symmetric keys.
     *
     * @param keys of the device, or those of the group from which the device's are derived
     */
    record Keys(SymmetricKeys keys) implements DeviceAttestation {
        /** Checks that they are there. */
        public Keys {
            Objects.requireNonNull(keys, "keys");
        }
    }

    /**
     * By a client certificate.
     *
     * @param details what the webhook is told of it; Microsoft does not publish the fields
     */
    record X509(Map<String, Object> details) implements DeviceAttestation {
        /** Copies. */
        public X509 {
            details = JsonValues.copy(details);
        }
    }

    /**
     * By a trusted platform module.
     *
     * @param endorsementKey in Base64
     * @param storageRootKey in Base64
     */
    record Tpm(String endorsementKey, String storageRootKey) implements DeviceAttestation {
        /** Checks that both are there. */
        public Tpm {
            Objects.requireNonNull(endorsementKey, "endorsementKey");
            Objects.requireNonNull(storageRootKey, "storageRootKey");
        }
    }

    /** The mechanism. */
    default Attestation.Type type() {
        return this instanceof Keys
                ? Attestation.Type.SYMMETRIC_KEY
                : this instanceof X509 ? Attestation.Type.X509 : Attestation.Type.TPM;
    }

    /** What the webhook is told: nothing of a key. */
    default Map<String, Object> runtimeDetails() {
        if (this instanceof X509 x509) {
            return x509.details();
        }
        Map<String, Object> details = new LinkedHashMap<>();
        if (this instanceof Tpm tpm) {
            details.put("endorsementKey", tpm.endorsementKey());
            details.put("storageRootKey", tpm.storageRootKey());
        }
        return details;
    }

    /** The keys, if there are any. */
    default Optional<SymmetricKeys> symmetricKeys() {
        return this instanceof Keys symmetric ? Optional.of(symmetric.keys()) : Optional.empty();
    }
}
