package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.JsonFields;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.testkit.world.DeviceAttestation;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.HubAllocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads enrollments as the service API takes them ({@code IndividualEnrollment} and {@code EnrollmentGroup}). */
final class EnrollmentReader {

    private final Webhooks webhooks;

    EnrollmentReader(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** The name of the property that holds an enrollment's id. */
    static String idName(Kind kind) {
        return kind == Kind.GROUP ? "enrollmentGroupId" : "registrationId";
    }

    /**
     * Reads.
     *
     * @param old the enrollment that is replaced
     * @throws IllegalArgumentException if it is malformed
     * @throws NotImitated if it asks for what this server does not do
     */
    DeviceEnrollment read(Kind kind, Map<String, Object> json, Optional<DeviceEnrollment> old) {
        String id = JsonFields.text(json, idName(kind))
                .filter(RegistrationId::isValid)
                .orElseThrow(() -> new IllegalArgumentException(idName(kind) + " is missing or is no id"));
        DeviceAttestation attestation =
                AttestationReader.read(JsonFields.object(json, "attestation"), old.map(DeviceEnrollment::attestation));
        return new DeviceEnrollment(
                kind,
                id,
                JsonFields.text(json, "deviceId").map(DeviceId::new),
                attestation,
                !JsonFields.text(json, "provisioningStatus").orElse("enabled").equals("disabled"),
                policy(JsonFields.object(json, "reprovisionPolicy")),
                allocation(json),
                hubs(json),
                twin(JsonFields.object(json, "initialTwin")),
                JsonFields.truth(JsonFields.object(json, "capabilities"), "iotEdge", false),
                JsonFields.object(json, "optionalDeviceInformation"));
    }

    private static ReprovisionPolicy policy(Map<String, Object> json) {
        if (!JsonFields.truth(json, "updateHubAssignment", true)) {
            return ReprovisionPolicy.NEVER;
        }
        return JsonFields.truth(json, "migrateDeviceData", true) ? ReprovisionPolicy.MIGRATE : ReprovisionPolicy.RESET;
    }

    private HubAllocation allocation(Map<String, Object> json) {
        String policy = JsonFields.text(json, "allocationPolicy").orElse("hashed");
        return switch (policy) {
            case "hashed" -> new HubAllocation.Hashed();
            case "static" -> new HubAllocation.Fixed();
            case "custom" -> webhook(JsonFields.object(json, "customAllocationDefinition"));
            case "geoLatency" ->
                throw new NotImitated(
                        "allocation by latency: no hub is nearer than another here; use hashed, static or custom");
            default ->
                throw new IllegalArgumentException("allocationPolicy must be hashed, geoLatency, static or custom");
        };
    }

    private HubAllocation webhook(Map<String, Object> json) {
        return webhooks.at(
                JsonFields.text(json, "webhookUrl")
                        .orElseThrow(() -> new IllegalArgumentException(
                                "customAllocationDefinition.webhookUrl is missing; custom allocation needs it")),
                JsonFields.text(json, "apiVersion")
                        .orElseThrow(() -> new IllegalArgumentException(
                                "customAllocationDefinition.apiVersion is missing; custom allocation needs it")));
    }

    /** The older property {@code iotHubHostName} names one. */
    private static List<HubHost> hubs(Map<String, Object> json) {
        if (JsonFields.get(json, "iotHubs") instanceof List<?> hosts && !hosts.isEmpty()) {
            return hosts.stream().map(String::valueOf).map(HubHost::new).toList();
        }
        return JsonFields.text(json, "iotHubHostName").map(HubHost::new).stream()
                .toList();
    }

    private static InitialTwin twin(Map<String, Object> json) {
        return new InitialTwin(
                plain(JsonFields.object(json, "tags")),
                plain(JsonFields.object(JsonFields.object(json, "properties"), "desired")));
    }

    /** Without the metadata that some clients send along. */
    private static Map<String, Object> plain(Map<String, Object> collection) {
        Map<String, Object> plain = new LinkedHashMap<>(collection);
        plain.keySet().removeIf(name -> name.startsWith("$"));
        return plain;
    }
}
