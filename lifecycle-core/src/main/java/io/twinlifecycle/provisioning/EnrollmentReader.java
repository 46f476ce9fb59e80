package io.twinlifecycle.provisioning;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.JsonFields;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the enrollment of an allocation request. */
final class EnrollmentReader {

    private static final Set<String> KNOWN = Set.of(
            "registrationid", "enrollmentgroupid", "deviceid", "reprovisionpolicy", "initialtwin", "capabilities");

    private EnrollmentReader() {}

    static Enrollment read(Map<String, Object> root) {
        Map<String, Object> individual = JsonFields.object(root, "individualEnrollment");
        if (!individual.isEmpty()) {
            return enrollment(Kind.INDIVIDUAL, "individualEnrollment", "registrationId", individual);
        }
        Map<String, Object> group = JsonFields.object(root, "enrollmentGroup");
        if (!group.isEmpty()) {
            return enrollment(Kind.GROUP, "enrollmentGroup", "enrollmentGroupId", group);
        }
        throw AllocationRequestParser.missing(
                "individualEnrollment or enrollmentGroup", "the JSON object of the enrollment");
    }

    private static Enrollment enrollment(Kind kind, String name, String idField, Map<String, Object> json) {
        String id = JsonFields.text(json, idField)
                .orElseThrow(() -> AllocationRequestParser.missing(name + "." + idField, "a text"));
        Optional<DeviceId> deviceId = kind == Kind.GROUP
                ? Optional.empty()
                : JsonFields.text(json, "deviceId")
                        .map(text -> AllocationRequestParser.deviceId(name + ".deviceId", text));
        return new Enrollment(
                kind,
                id,
                deviceId,
                reprovisionPolicy(JsonFields.object(json, "reprovisionPolicy")),
                initialTwin(JsonFields.object(json, "initialTwin")),
                JsonFields.truth(JsonFields.object(json, "capabilities"), "iotEdge", false),
                others(json));
    }

    private static ReprovisionPolicy reprovisionPolicy(Map<String, Object> json) {
        if (!JsonFields.truth(json, "updateHubAssignment", true)) {
            return ReprovisionPolicy.NEVER;
        }
        return JsonFields.truth(json, "migrateDeviceData", true) ? ReprovisionPolicy.MIGRATE : ReprovisionPolicy.RESET;
    }

    private static InitialTwin initialTwin(Map<String, Object> json) {
        return new InitialTwin(
                JsonFields.object(json, "tags"), JsonFields.object(JsonFields.object(json, "properties"), "desired"));
    }

    private static Map<String, Object> others(Map<String, Object> json) {
        Map<String, Object> others = new LinkedHashMap<>(json);
        others.keySet().removeIf(name -> KNOWN.contains(name.toLowerCase(Locale.ROOT)));
        return others;
    }
}
