package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.testkit.internal.WireTime;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An enrollment as DPS writes it: fields as in its REST reference, in the order of the log that Microsoft's tutorial on custom
 * allocation shows.
 */
final class EnrollmentDocument {

    private EnrollmentDocument() {}

    /** For the webhook: of the attestation its kind only, of the webhook's address no query, since that holds the function's key. */
    static Map<String, Object> forWebhook(Enrolled enrolled, RegistrationRecord record) {
        DeviceAttestation attestation = enrolled.enrollment().attestation();
        return write(
                enrolled,
                Optional.of(record),
                Map.of("type", attestation.type().jsonName()),
                EnrollmentDocument::masked);
    }

    /** For the operator. */
    static Map<String, Object> forOperator(
            Enrolled enrolled, Optional<RegistrationRecord> record, Map<String, Object> attestation) {
        return write(enrolled, record, attestation, URI::toString);
    }

    private static Map<String, Object> write(
            Enrolled enrolled,
            Optional<RegistrationRecord> record,
            Map<String, Object> attestation,
            Function<URI, String> address) {
        DeviceEnrollment enrollment = enrolled.enrollment();
        Map<String, Object> json = new LinkedHashMap<>();
        if (enrollment.kind() == Kind.GROUP) {
            json.put("enrollmentGroupId", enrollment.id());
        } else {
            json.put("registrationId", enrollment.id());
            enrollment.deviceId().ifPresent(id -> json.put("deviceId", id.value()));
            record.filter(state -> state.assignment().isPresent())
                    .ifPresent(state -> json.put("registrationState", state.document()));
            if (!enrollment.information().isEmpty()) {
                json.put("optionalDeviceInformation", enrollment.information());
            }
        }
        json.put("attestation", attestation);
        json.put("capabilities", Map.of("iotEdge", enrollment.iotEdge()));
        InitialTwin twin = enrollment.initialTwin();
        if (!twin.isEmpty()) {
            json.put("initialTwin", Map.of("tags", twin.tags(), "properties", Map.of("desired", twin.desired())));
        }
        json.put("etag", enrolled.etag());
        json.put("provisioningStatus", enrollment.enabled() ? "enabled" : "disabled");
        json.put("reprovisionPolicy", policy(enrollment.reprovisionPolicy()));
        json.put("createdDateTimeUtc", WireTime.of(enrolled.created()));
        json.put("lastUpdatedDateTimeUtc", WireTime.of(enrolled.updated()));
        json.put("allocationPolicy", enrollment.allocation().wireName());
        if (!enrollment.hubs().isEmpty()) {
            json.put("iotHubs", enrollment.hubs().stream().map(HubHost::value).toList());
        }
        if (enrollment.allocation() instanceof HubAllocation.Custom custom) {
            Map<String, Object> definition = new LinkedHashMap<>();
            definition.put("webhookUrl", address.apply(custom.url()));
            definition.put("apiVersion", custom.apiVersion());
            json.put("customAllocationDefinition", definition);
        }
        return json;
    }

    private static Map<String, Object> policy(ReprovisionPolicy policy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("updateHubAssignment", policy != ReprovisionPolicy.NEVER);
        json.put("migrateDeviceData", policy == ReprovisionPolicy.MIGRATE);
        return json;
    }

    private static String masked(URI url) {
        String text = url.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?****";
    }
}
