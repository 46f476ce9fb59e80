package io.twinlifecycle.testkit.contract;

import io.twinlifecycle.provisioning.AllocationRequest;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Variants of a request, by a name that tells what is special. */
final class PolicyRequests {

    static final String SECRET = "do-not-show-7f3a91";

    static final List<String> IDS =
            IntStream.range(0, 64).mapToObj(i -> "Sensor-" + i + "-Ab").toList();

    static final String[][] HUB_LISTS = {
        {"hub-a"}, {"hub-b"}, {"hub-c"}, {"hub-a", "hub-b"}, {"hub-c", "hub-a"}, {"hub-c", "hub-b", "hub-a"}, {"hub-z"}
    };

    static final List<String[]> ORDERS =
            List.of(new String[] {"hub-a", "hub-b", "hub-c"}, new String[] {"hub-c", "hub-b", "hub-a"}, new String[] {
                "hub-b", "hub-c", "hub-a"
            });

    private PolicyRequests() {}

    static Map<String, AllocationRequest> all(AllocationRequests ordinary) {
        Map<String, AllocationRequest> all = new LinkedHashMap<>();
        all.putAll(devices(ordinary));
        all.putAll(payloads(ordinary));
        all.putAll(attestations(ordinary));
        all.putAll(registrations(ordinary));
        return all;
    }

    static Map<String, AllocationRequest> devices(AllocationRequests ordinary) {
        Map<String, AllocationRequest> devices = new LinkedHashMap<>();
        devices.put("ordinary", ordinary.request());
        devices.put("shortest id", ordinary.withRegistrationId("a").request());
        devices.put("longest id", ordinary.withRegistrationId("a".repeat(128)).request());
        devices.put("id of signs", ordinary.withRegistrationId("-._:-._:").request());
        IDS.forEach(id -> devices.put(id, ordinary.withRegistrationId(id).request()));
        return devices;
    }

    static Map<String, AllocationRequest> attestations(AllocationRequests ordinary) {
        Map<String, AllocationRequest> requests = new LinkedHashMap<>();
        Map.of("", ordinary, "individual, ", AllocationRequests.individual(), "group, ", AllocationRequests.group())
                .forEach((kind, base) -> {
                    requests.put(kind + "symmetric key", base.withSymmetricKey().request());
                    requests.put(kind + "X.509", base.withX509().request());
                    requests.put(
                            kind + "X.509 without details",
                            base.withAttestation("x509", Map.of()).request());
                    requests.put(
                            kind + "X.509 with odd details",
                            base.withAttestation("x509", Map.of("clientCertificates", List.of(1, "two")))
                                    .request());
                    requests.put(kind + "TPM", base.withTpm().request());
                    requests.put(
                            kind + "unknown attestation",
                            base.withAttestation("quantum", Map.of()).request());
                });
        requests.put(
                "individual with a device id",
                AllocationRequests.individual()
                        .withDeviceId("Pump 7".replace(' ', '*'))
                        .request());
        requests.put("IoT Edge", ordinary.withIotEdge().request());
        requests.put(
                "initial twin and extra property",
                ordinary.withInitialTwin(Map.of("floor", 2), Map.of("rate", 5))
                        .withExtraProperty("credentialPolicyName", "new")
                        .request());
        return requests;
    }

    static Map<String, AllocationRequest> registrations(AllocationRequests ordinary) {
        Map<String, AllocationRequest> requests = new LinkedHashMap<>();
        requests.put("first registration", ordinary.first().request());
        for (ReprovisionPolicy policy : ReprovisionPolicy.values()) {
            AllocationRequests base = ordinary.withReprovisionPolicy(policy);
            for (String hub : List.of("hub-a", "hub-b", "hub-c", "HUB-A", "hub-unlinked")) {
                requests.put(
                        "registered on " + hub + " before, " + policy,
                        base.later(hub).request());
            }
        }
        requests.put(
                "known by another device id",
                ordinary.later("hub-b", "another-device").request());
        return requests;
    }

    static Map<String, AllocationRequest> payloads(AllocationRequests ordinary) {
        Map<String, AllocationRequest> requests = new LinkedHashMap<>();
        requests.put("no payload", ordinary.withoutPayload().request());
        List<@Nullable Object> odd = oddValues();
        for (Object value : odd) {
            requests.put(
                    "payload " + shortly(value), ordinary.withPayload(value).request());
        }
        List<String> names =
                new ArrayList<>(ordinary.request().payload().properties().keySet());
        names.add("modelId");
        for (String name : names) {
            for (Object value : odd) {
                Map<String, @Nullable Object> payload =
                        new HashMap<>(ordinary.request().payload().properties());
                payload.put(name, value);
                requests.put(
                        "payload with " + name + " = " + shortly(value),
                        ordinary.withPayload(payload).request());
            }
        }
        return requests;
    }

    private static List<@Nullable Object> oddValues() {
        List<@Nullable Object> values = new ArrayList<>(List.of(
                "",
                "text",
                "dtmi:",
                "dtmi:x';--",
                "x".repeat(100_000),
                7,
                1e300,
                true,
                List.of(),
                List.of(1),
                Map.of()));
        values.add(null);
        Object deep = "end";
        for (int i = 0; i < 500; i++) {
            deep = Map.of("modelId", deep);
        }
        values.add(deep);
        return values;
    }

    private static String shortly(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() < 40 ? "'" + text + "'" : "of " + text.length() + " characters";
    }

    /** Requests whose payload and attestation hold nothing but a secret; the model is left, for a refusal may name it. */
    static Map<String, AllocationRequest> secrets(AllocationRequests ordinary) {
        Map<String, Object> payload = new HashMap<>(ordinary.request().payload().properties());
        payload.replaceAll((name, value) -> name.equals("modelId") ? value : SECRET);
        payload.put("note", SECRET);
        AllocationRequests base = ordinary.withPayload(payload);
        Map<String, Object> details = Map.of("key", SECRET, "clientCertificates", Map.of("primary", SECRET));
        Map<String, AllocationRequest> requests = new LinkedHashMap<>();
        for (String type : List.of("symmetricKey", "x509", "tpm", "other")) {
            requests.put("secret, " + type, base.withAttestation(type, details).request());
        }
        IDS.forEach(id ->
                requests.put("secret of " + id, base.withRegistrationId(id).request()));
        return requests;
    }
}
