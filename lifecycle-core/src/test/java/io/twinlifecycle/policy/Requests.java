package io.twinlifecycle.policy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import io.twinlifecycle.provisioning.Attestation;
import io.twinlifecycle.provisioning.CurrentAssignment;
import io.twinlifecycle.provisioning.Enrollment;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.provisioning.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests for the tests of this package: a device of a group, first registration, no payload, unless a test says otherwise. */
final class Requests {

    static final AllocationPolicy NEVER_ASKED = request -> {
        throw new AssertionError("this policy must not be asked");
    };

    private Requests() {}

    static AllocationRequest of(String id, String... hubs) {
        return request(
                id, "group-1", Optional.empty(), Attestation.Type.SYMMETRIC_KEY, Map.of(), Payload.absent(), hubs);
    }

    static AllocationRequest later(String id, String current, String... hubs) {
        return request(
                id,
                "group-1",
                Optional.of(new CurrentAssignment(host(current), Optional.empty())),
                Attestation.Type.SYMMETRIC_KEY,
                Map.of(),
                Payload.absent(),
                hubs);
    }

    static AllocationRequest withId(AllocationRequest request, String id) {
        return new AllocationRequest(
                new RegistrationId(id),
                new DeviceId(id),
                request.enrollment(),
                request.current(),
                request.linkedHubs(),
                request.attestation(),
                request.payload());
    }

    static AllocationRequest with(Payload payload, String... hubs) {
        return request(
                "device-1", "group-1", Optional.empty(), Attestation.Type.SYMMETRIC_KEY, Map.of(), payload, hubs);
    }

    static AllocationRequest of(String enrollment, Payload payload, String... hubs) {
        return request(
                "device-1", enrollment, Optional.empty(), Attestation.Type.SYMMETRIC_KEY, Map.of(), payload, hubs);
    }

    static AllocationRequest with(Attestation.Type type, Map<String, Object> details, String... hubs) {
        return request("device-1", "group-1", Optional.empty(), type, details, Payload.absent(), hubs);
    }

    private static AllocationRequest request(
            String id,
            String enrollment,
            Optional<CurrentAssignment> current,
            Attestation.Type type,
            Map<String, Object> details,
            Payload payload,
            String... hubs) {
        return new AllocationRequest(
                new RegistrationId(id),
                new DeviceId(id),
                new Enrollment(
                        Enrollment.Kind.GROUP,
                        enrollment,
                        Optional.empty(),
                        Enrollment.ReprovisionPolicy.MIGRATE,
                        InitialTwin.empty(),
                        false,
                        Map.of()),
                current,
                Stream.of(hubs).map(Requests::host).toList(),
                new Attestation(type, details),
                payload);
    }

    static HubHost host(String name) {
        return new HubHost(name + ".azure-devices.net");
    }

    static List<HubName> names(String... hubs) {
        return Stream.of(hubs).map(HubName::of).toList();
    }

    /** The short form in which the tests expect answers: {@code hub-a by sticky}. */
    static String say(AllocationDecision decision) {
        if (decision instanceof Assign assign) {
            return assign.hub().name() + " by " + assign.rule();
        }
        if (decision instanceof AllocationDecision.Refuse refuse) {
            return refuse.refusal().code() + " by " + refuse.rule();
        }
        return (decision instanceof AllocationDecision.Defer ? "deferred by " : "abstained by ") + decision.rule();
    }
}
