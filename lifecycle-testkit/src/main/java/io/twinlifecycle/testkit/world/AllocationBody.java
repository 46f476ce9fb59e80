package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.WireTime;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What DPS sends to the webhook: shape and order as in the log that Microsoft's tutorial on custom allocation shows, the other fields
 * of the enrollment as in its REST reference.
 */
final class AllocationBody {

    private static final String API_VERSION = "2021-10-01";

    private AllocationBody() {}

    static byte[] of(Enrolled enrolled, RegistrationRequest request, RegistrationRecord record, List<HubHost> linked) {
        DeviceEnrollment enrollment = enrolled.enrollment();
        boolean group = enrollment.kind() == Kind.GROUP;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(group ? "enrollmentGroup" : "individualEnrollment", enrollment(enrolled, record));
        body.put("deviceRuntimeContext", context(enrollment, request, record));
        body.put("linkedHubs", hosts(linked));
        return Json.bytes(body);
    }

    private static Map<String, Object> enrollment(Enrolled enrolled, RegistrationRecord record) {
        DeviceEnrollment enrollment = enrolled.enrollment();
        Map<String, Object> json = new LinkedHashMap<>();
        if (enrollment.kind() == Kind.GROUP) {
            json.put("enrollmentGroupId", enrollment.id());
        } else {
            json.put("registrationId", enrollment.id());
            enrollment.deviceId().ifPresent(id -> json.put("deviceId", id.value()));
            if (record.assignment().isPresent()) {
                json.put("registrationState", record.document());
            }
        }
        json.put("attestation", Map.of("type", enrollment.attestation().type().jsonName()));
        json.put("capabilities", Map.of("iotEdge", enrollment.iotEdge()));
        InitialTwin twin = enrollment.initialTwin();
        if (!twin.tags().isEmpty() || !twin.desired().isEmpty()) {
            json.put("initialTwin", Map.of("tags", twin.tags(), "properties", Map.of("desired", twin.desired())));
        }
        json.put("etag", enrolled.etag());
        json.put("provisioningStatus", enrollment.enabled() ? "enabled" : "disabled");
        json.put("reprovisionPolicy", policy(enrollment.reprovisionPolicy()));
        json.put("createdDateTimeUtc", WireTime.of(enrolled.created()));
        json.put("lastUpdatedDateTimeUtc", WireTime.of(enrolled.updated()));
        json.put("allocationPolicy", enrollment.allocation().wireName());
        if (!enrollment.hubs().isEmpty()) {
            json.put("iotHubs", hosts(enrollment.hubs()));
        }
        if (enrollment.allocation() instanceof HubAllocation.Custom custom) {
            json.put(
                    "customAllocationDefinition",
                    Map.of("webhookUrl", masked(custom.url()), "apiVersion", API_VERSION));
        }
        return json;
    }

    private static Map<String, Object> context(
            DeviceEnrollment enrollment, RegistrationRequest request, RegistrationRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("registrationId", request.registrationId().value());
        record.assignment().ifPresent(current -> {
            json.put("currentIotHubHostName", current.hub().value());
            json.put("currentDeviceId", current.deviceId().value());
        });
        json.put(
                enrollment.attestation().type().jsonName(),
                enrollment.attestation().runtimeDetails());
        request.payload().ifPresent(payload -> json.put("payload", payload));
        return json;
    }

    private static Map<String, Object> policy(ReprovisionPolicy policy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("updateHubAssignment", policy != ReprovisionPolicy.NEVER);
        json.put("migrateDeviceData", policy == ReprovisionPolicy.MIGRATE);
        return json;
    }

    private static List<String> hosts(List<HubHost> hubs) {
        return hubs.stream().map(HubHost::value).toList();
    }

    /** The query holds the function's key. */
    private static String masked(URI url) {
        String text = url.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?****";
    }
}
