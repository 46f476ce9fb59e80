package io.twinlifecycle.testkit.world;

import io.twinlifecycle.provisioning.Attestation;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
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
     * By a client certificate. One or two are named, the primary and the secondary, and either will do.
     *
     * @param trust what the named certificates are to the device's
     * @param certificates the device's own certificates, or those that sign them; empty if they are named by reference
     * @param caNames names of CA certificates that were uploaded to the service; empty unless they are named by reference
     */
    record X509(Trust trust, List<X509Certificate> certificates, List<String> caNames) implements DeviceAttestation {

        /** What the named certificates are to the device's. */
        public enum Trust {
            /** The device shows one of them: for an individual enrollment. */
            CLIENT,
            /** One of them signed the device's, directly or through others: for a group. */
            SIGNING,
            /** The same, with certificates that were uploaded under a name. */
            CA
        }

        /**
         * Checks and copies.
         *
         * @throws IllegalArgumentException if it does not name one or two
         */
        public X509 {
            Objects.requireNonNull(trust, "trust");
            certificates = List.copyOf(certificates);
            caNames = List.copyOf(caNames);
            int named = trust == Trust.CA ? caNames.size() : certificates.size();
            if (named < 1 || named > 2 || certificates.size() + caNames.size() != named) {
                throw new IllegalArgumentException("an X.509 attestation names one or two certificates, or one or two"
                        + " CAs, but here are " + certificates.size() + " certificates and " + caNames.size() + " CAs");
            }
        }

        /** The device shows one of these. */
        public static X509 client(X509Certificate... primaryAndSecondary) {
            return new X509(Trust.CLIENT, List.of(primaryAndSecondary), List.of());
        }

        /** One of these signed the device's certificate, directly or through others that the device shows along. */
        public static X509 signedBy(X509Certificate... primaryAndSecondary) {
            return new X509(Trust.SIGNING, List.of(primaryAndSecondary), List.of());
        }

        /** The same, with certificates from {@link VirtualDps#addCertificate}. */
        public static X509 underCa(String... primaryAndSecondary) {
            return new X509(Trust.CA, List.of(), List.of(primaryAndSecondary));
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

    /** What the webhook is told: nothing of a key, nor of a certificate, since Microsoft does not publish those fields. */
    default Map<String, Object> runtimeDetails() {
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
