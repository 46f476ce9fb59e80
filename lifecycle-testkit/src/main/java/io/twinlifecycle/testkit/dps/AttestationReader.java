package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.JsonFields;
import io.twinlifecycle.testkit.world.DeviceAttestation;
import io.twinlifecycle.testkit.world.DeviceAttestation.X509;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads an {@code AttestationMechanism} of the service API. What the service does not show to who reads an enrollment (symmetric keys, the
 * certificates themselves) is kept when it is written back without.
 */
final class AttestationReader {

    private AttestationReader() {}

    /**
     * Reads.
     *
     * @param old the attestation of the enrollment that is replaced
     * @throws IllegalArgumentException if it is malformed
     */
    static DeviceAttestation read(Map<String, Object> json, Optional<DeviceAttestation> old) {
        String type = JsonFields.text(json, "type").orElse("");
        return switch (type) {
            case "symmetricKey" -> keys(JsonFields.object(json, "symmetricKey"), old);
            case "x509" -> x509(JsonFields.object(json, "x509"), old);
            case "tpm" -> tpm(JsonFields.object(json, "tpm"));
            default -> throw new IllegalArgumentException("attestation.type must be symmetricKey, x509 or tpm");
        };
    }

    private static DeviceAttestation keys(Map<String, Object> json, Optional<DeviceAttestation> old) {
        SymmetricKeys others = old.flatMap(DeviceAttestation::symmetricKeys).orElseGet(SymmetricKeys::generate);
        return new DeviceAttestation.Keys(new SymmetricKeys(
                JsonFields.text(json, "primaryKey").orElse(others.primary()),
                JsonFields.text(json, "secondaryKey").orElse(others.secondary())));
    }

    private static DeviceAttestation tpm(Map<String, Object> json) {
        String endorsementKey = JsonFields.text(json, "endorsementKey")
                .orElseThrow(() -> new IllegalArgumentException("attestation.tpm.endorsementKey is missing"));
        return new DeviceAttestation.Tpm(
                endorsementKey, JsonFields.text(json, "storageRootKey").orElse(""));
    }

    private static DeviceAttestation x509(Map<String, Object> json, Optional<DeviceAttestation> old) {
        Map<String, Object> references = JsonFields.object(json, "caReferences");
        if (!references.isEmpty()) {
            return new X509(
                    X509.Trust.CA,
                    List.of(),
                    Stream.of("primary", "secondary")
                            .flatMap(which -> JsonFields.text(references, which).stream())
                            .toList());
        }
        Map<String, Object> client = JsonFields.object(json, "clientCertificates");
        X509.Trust trust = client.isEmpty() ? X509.Trust.SIGNING : X509.Trust.CLIENT;
        List<X509Certificate> before = old.filter(X509.class::isInstance)
                .map(X509.class::cast)
                .filter(each -> each.trust() == trust)
                .map(X509::certificates)
                .orElse(List.of());
        return new X509(
                trust,
                certificates(client.isEmpty() ? JsonFields.object(json, "signingCertificates") : client, before),
                List.of());
    }

    private static List<X509Certificate> certificates(Map<String, Object> json, List<X509Certificate> before) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String which : List.of("primary", "secondary")) {
            Map<String, Object> one = JsonFields.object(json, which);
            Optional<String> text = JsonFields.text(one, "certificate");
            if (text.isPresent()) {
                certificates.add(certificate(text.get()));
            } else if (!one.isEmpty() && certificates.size() < before.size()) {
                certificates.add(before.get(certificates.size())); // written back as it was shown, with its info only
            }
        }
        return certificates;
    }

    /** PEM, or Base64 of PEM or of DER: clients send all three. */
    private static X509Certificate certificate(String text) {
        byte[] bytes = text.contains("-----BEGIN")
                ? text.getBytes(StandardCharsets.US_ASCII)
                : Base64.getMimeDecoder().decode(text);
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate is neither PEM nor Base64 of a certificate", e);
        }
    }
}
