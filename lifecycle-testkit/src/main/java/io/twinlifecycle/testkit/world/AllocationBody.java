package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.testkit.internal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What DPS sends to the webhook: shape and order as in the log that Microsoft's tutorial on custom allocation shows, the other fields
 * of the enrollment as in its REST reference.
 */
final class AllocationBody {

    private AllocationBody() {}

    static byte[] of(Enrolled enrolled, RegistrationRequest request, RegistrationRecord record, List<HubHost> linked) {
        DeviceEnrollment enrollment = enrolled.enrollment();
        boolean group = enrollment.kind() == Kind.GROUP;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(group ? "enrollmentGroup" : "individualEnrollment", EnrollmentDocument.forWebhook(enrolled, record));
        body.put("deviceRuntimeContext", context(enrollment, request, record));
        body.put("linkedHubs", hosts(linked));
        return Json.bytes(body);
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

    private static List<String> hosts(List<HubHost> hubs) {
        return hubs.stream().map(HubHost::value).toList();
    }
}
