package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The body is what {@link AllocationRequests} makes of the documentation, but for times and entity tags. */
class AllocationBodyTest {

    private static final SymmetricKeys KEYS = SymmetricKeys.generate();

    private final DeviceWorld world = new DeviceWorld(new VirtualTime());
    private final List<byte[]> bodies = new ArrayList<>();

    AllocationBodyTest() {
        world.addHub("hub-a");
        world.addHub("hub-b");
    }

    @Test
    void isThatOfAGroup() {
        enroll(DeviceEnrollment.group("thermostats", KEYS));
        register(request -> request.withModel(AllocationRequests.MODEL));
        assertSame(0, expected(AllocationRequests.group()));
    }

    @Test
    void isThatOfALaterRegistration() {
        enroll(DeviceEnrollment.group("thermostats", KEYS)
                .withReprovisionPolicy(ReprovisionPolicy.RESET)
                .withIotEdge()
                .withInitialTwin(new InitialTwin(Map.of("a", 1), Map.of("b", 2))));
        register(request -> request);
        register(request -> request);
        assertSame(
                1,
                expected(AllocationRequests.group())
                        .withoutPayload()
                        .withReprovisionPolicy(ReprovisionPolicy.RESET)
                        .withIotEdge()
                        .withInitialTwin(Map.of("a", 1), Map.of("b", 2))
                        .later());
    }

    @Test
    void isThatOfAnIndividualEnrollmentWithATpm() {
        enroll(DeviceEnrollment.individual("sensor-001", new DeviceAttestation.Tpm("ZW5kb3JzZW1lbnQ=", "c3RvcmFnZQ=="))
                .withDeviceId(new DeviceId("Pump-7")));
        register(request -> request.withModel(AllocationRequests.MODEL));
        assertSame(0, expected(AllocationRequests.individual()).withTpm().withDeviceId("Pump-7"));
    }

    @Test
    void tellsTheStateOfAnIndividualEnrollmentsRegistration() {
        enroll(DeviceEnrollment.individual("sensor-001", KEYS));
        register(request -> request);
        register(request -> request);
        assertThat(new String(bodies.get(1), StandardCharsets.UTF_8))
                .contains("\"registrationState\":{")
                .contains("\"substatus\":\"initialAssignment\"");
    }

    @Test
    void hidesKeys() {
        enroll(DeviceEnrollment.group("thermostats", KEYS));
        register(request -> request);
        assertThat(new String(bodies.get(0), StandardCharsets.UTF_8))
                .doesNotContain(KEYS.primary())
                .doesNotContain(KEYS.secondary())
                .contains("?****");
    }

    private void enroll(DeviceEnrollment enrollment) {
        world.dps().enroll(enrollment.onHubs("hub-a", "hub-b").custom(body -> {
            bodies.add(body);
            return new WebhookResponse(
                    200, "{\"iotHubHostName\":\"hub-a.azure-devices.net\"}".getBytes(StandardCharsets.UTF_8));
        }));
    }

    private void register(UnaryOperator<RegistrationRequest> change) {
        world.dps().register(change.apply(RegistrationRequest.of("sensor-001")));
    }

    private static AllocationRequests expected(AllocationRequests request) {
        return request.withHubs("hub-a", "hub-b");
    }

    private void assertSame(int call, AllocationRequests expected) {
        assertThat(steady(Json.parse(bodies.get(call)))).isEqualTo(steady(Json.parse(expected.json())));
    }

    /** Without what differs from one enrollment to the next. */
    private static @Nullable Object steady(@Nullable Object json) {
        Map<String, Object> object = Json.asObject(json);
        if (object == null) {
            return json;
        }
        Map<String, Object> steady = new TreeMap<>();
        object.forEach((name, value) -> {
            boolean changes = name.equals("etag") || name.endsWith("DateTimeUtc");
            steady.put(name, changes ? "…" : String.valueOf(steady(value)));
        });
        return steady;
    }
}
