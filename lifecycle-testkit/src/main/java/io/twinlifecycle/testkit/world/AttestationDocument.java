package io.twinlifecycle.testkit.world;

import io.twinlifecycle.testkit.internal.WireTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An attestation as the service API writes it ({@code AttestationMechanism} of the REST reference). */
final class AttestationDocument {

    private AttestationDocument() {}

    /** Without symmetric keys, which the service shows only to who asks for the attestation mechanism. */
    static Map<String, Object> withoutKeys(DeviceAttestation attestation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", attestation.type().jsonName());
        if (attestation instanceof DeviceAttestation.Tpm tpm) {
            json.put("tpm", tpm.runtimeDetails());
        } else if (attestation instanceof DeviceAttestation.X509 x509) {
            json.put("x509", x509(x509));
        }
        return json;
    }

    /** The whole. */
    static Map<String, Object> withKeys(DeviceAttestation attestation) {
        Map<String, Object> json = withoutKeys(attestation);
        attestation.symmetricKeys().ifPresent(keys -> {
            Map<String, Object> pair = new LinkedHashMap<>();
            pair.put("primaryKey", keys.primary());
            pair.put("secondaryKey", keys.secondary());
            json.put("symmetricKey", pair);
        });
        return json;
    }

    private static Map<String, Object> x509(DeviceAttestation.X509 x509) {
        return switch (x509.trust()) {
            case CLIENT -> Map.of("clientCertificates", pair(infos(x509.certificates())));
            case SIGNING -> Map.of("signingCertificates", pair(infos(x509.certificates())));
            case CA -> Map.of("caReferences", pair(x509.caNames()));
        };
    }

    private static List<Map<String, Object>> infos(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(each -> Map.<String, Object>of("info", info(each)))
                .toList();
    }

    private static Map<String, Object> pair(List<?> primaryAndSecondary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("primary", primaryAndSecondary.get(0));
        if (primaryAndSecondary.size() > 1) {
            json.put("secondary", primaryAndSecondary.get(1));
        }
        return json;
    }

    private static Map<String, Object> info(X509Certificate certificate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("subjectName", certificate.getSubjectX500Principal().getName());
        json.put("sha1Thumbprint", thumbprint("SHA-1", certificate));
        json.put("sha256Thumbprint", thumbprint("SHA-256", certificate));
        json.put("issuerName", certificate.getIssuerX500Principal().getName());
        json.put("notBeforeUtc", WireTime.of(certificate.getNotBefore().toInstant()));
        json.put("notAfterUtc", WireTime.of(certificate.getNotAfter().toInstant()));
        json.put("serialNumber", certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT));
        json.put("version", certificate.getVersion());
        return json;
    }

    private static String thumbprint(String algorithm, X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + algorithm + ", or the certificate has no form", e);
        }
    }
}
