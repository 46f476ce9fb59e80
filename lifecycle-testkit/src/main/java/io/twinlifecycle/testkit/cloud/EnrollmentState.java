package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.testkit.world.DeviceAttestation.X509;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.Enrolled;
import io.twinlifecycle.testkit.world.HubAllocation;
import io.twinlifecycle.testkit.world.VirtualDps;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Enrollments in a file: as the service API takes them, with keys and certificates. */
final class EnrollmentState {

    static final String INDIVIDUALS = "enrollments";
    static final String GROUPS = "enrollmentGroups";

    private EnrollmentState() {}

    static List<Runnable> steps(LocalCloud cloud, Map<String, Object> json) {
        List<Runnable> steps = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Entry entry : Entry.list(json, "", member(kind))) {
                DeviceEnrollment enrollment = entry.attempt(() -> read(cloud, kind, entry));
                entry.attempt(() -> enrollment.hubs().stream()
                        .map(hub -> cloud.world().hub(hub.value()))
                        .toList());
                steps.add(() -> cloud.world().dps().enroll(enrollment));
            }
        }
        return steps;
    }

    private static DeviceEnrollment read(LocalCloud cloud, Kind kind, Entry entry) {
        Optional<HubAllocation.Custom> known = cloud.world()
                .dps()
                .enrollments()
                .find(kind, entry.text(kind == Kind.GROUP ? "enrollmentGroupId" : "registrationId"))
                .map(Enrolled::enrollment)
                .map(DeviceEnrollment::allocation)
                .filter(HubAllocation.Custom.class::isInstance)
                .map(HubAllocation.Custom.class::cast)
                .filter(custom -> custom.url()
                        .toString()
                        .equals(entry.object("customAllocationDefinition").get("webhookUrl")));
        if (known.isEmpty() || !"custom".equals(entry.json().get("allocationPolicy"))) {
            return cloud.dps().readEnrollment(kind, entry.json());
        }
        // The webhook may be in this very process, where no address leads to it.
        Map<String, Object> others = new LinkedHashMap<>(entry.json());
        others.remove("allocationPolicy");
        return cloud.dps().readEnrollment(kind, others).allocatedBy(known.get());
    }

    static void write(VirtualDps dps, Map<String, Object> json) {
        for (Kind kind : Kind.values()) {
            json.put(
                    member(kind),
                    dps.enrollments().all(kind).stream()
                            .map(enrolled -> document(dps, enrolled))
                            .toList());
        }
    }

    private static Map<String, Object> document(VirtualDps dps, Enrolled enrolled) {
        Map<String, Object> json = new LinkedHashMap<>(dps.enrollments().documentWithKeys(enrolled));
        json.keySet().removeAll(List.of("etag", "createdDateTimeUtc", "lastUpdatedDateTimeUtc", "registrationState"));
        DeviceEnrollment enrollment = enrolled.enrollment();
        if (!enrollment.initialTwin().isEmpty()) {
            // In an order that is the same in every run.
            Map<String, Object> twin = new LinkedHashMap<>();
            twin.put("tags", enrollment.initialTwin().tags());
            twin.put("properties", Map.of("desired", enrollment.initialTwin().desired()));
            json.put("initialTwin", twin);
        }
        if (enrollment.attestation() instanceof X509 x509 && x509.trust() != X509.Trust.CA) {
            json.put("attestation", withCertificates(x509));
        }
        return json;
    }

    /** The service does not show certificates, only what is in them; a file has to have them. */
    private static Map<String, Object> withCertificates(X509 x509) {
        Map<String, Object> certificates = new LinkedHashMap<>();
        for (X509Certificate certificate : x509.certificates()) {
            certificates.put(
                    certificates.isEmpty() ? "primary" : "secondary", Map.of("certificate", base64(certificate)));
        }
        String trust = x509.trust() == X509.Trust.CLIENT ? "clientCertificates" : "signingCertificates";
        Map<String, Object> attestation = new LinkedHashMap<>();
        attestation.put("type", x509.type().jsonName());
        attestation.put("x509", Map.of(trust, certificates));
        return attestation;
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    private static String member(Kind kind) {
        return kind == Kind.GROUP ? GROUPS : INDIVIDUALS;
    }
}
