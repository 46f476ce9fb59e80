package io.twinlifecycle.testkit.world;

import static io.twinlifecycle.testkit.world.RegistrationRecord.Status.ASSIGNED;
import static io.twinlifecycle.testkit.world.RegistrationRecord.Status.DISABLED;
import static io.twinlifecycle.testkit.world.RegistrationRecord.Status.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.provisioning.Enrollment;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.world.RegistrationRecord.Substatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualDpsTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");
    private static final RegistrationId ID = new RegistrationId("sensor-1");
    private static final SymmetricKeys KEYS = SymmetricKeys.generate();
    private static final String A = "{\"iotHubHostName\":\"hub-a.azure-devices.net\"}";
    private static final String B = "{\"iotHubHostName\":\"hub-b.azure-devices.net\"}";
    private static final String WITH_TWIN =
            ",\"initialTwin\":{\"tags\":{\"dtId\":\"t\"},\"properties\":{\"desired\":{\"x\":1}}}}";

    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final VirtualHub hubA = world.addHub("hub-a");
    private final VirtualHub hubB = world.addHub("hub-b");
    private final VirtualDps unit = world.dps();
    private final List<String> bodies = new ArrayList<>();
    private WebhookResponse answer = ok(A);

    private final DeviceEnrollment group = DeviceEnrollment.group("thermostats", KEYS)
            .custom(body -> {
                bodies.add(new String(body, StandardCharsets.UTF_8));
                return answer;
            })
            .onHubs("hub-a", "hub-b");

    @BeforeEach
    void enroll() {
        unit.enroll(group);
    }

    @Test
    void createsTheDeviceOnTheHubThatTheWebhookChose() {
        answer = ok(B);
        RegistrationRecord record = register();
        assertThat(record.status()).isEqualTo(ASSIGNED);
        assertThat(record.substatus()).contains(Substatus.INITIAL_ASSIGNMENT);
        assertThat(record.assignment().orElseThrow().hub()).isEqualTo(hubB.host());
        assertThat(hubB.find(DEVICE).orElseThrow().keys()).contains(KEYS.derive(ID));
        assertThat(hubA.devices()).isEmpty();
        assertThat(unit.record(new RegistrationId("SENSOR-1"))).contains(record);
    }

    @Test
    void takesTheWebhooksInitialTwinAtFirstElseTheEnrollments() {
        unit.enroll(group.withInitialTwin(new InitialTwin(Map.of("from", "enrollment"), Map.of())));
        register();
        assertThat(hubA.twin(DEVICE).tags()).isEqualTo(Map.of("from", "enrollment"));

        answer = ok(withTwin(A));
        unit.register(RegistrationRequest.of("sensor-2"));
        DeviceTwin second = hubA.twin(new DeviceId("sensor-2"));
        assertThat(second.tags()).isEqualTo(Map.of("dtId", "t"));
        assertThat(second.desired().values()).isEqualTo(Map.of("x", 1));
    }

    @Test
    void ignoresTheInitialTwinOfALaterRegistrationOnTheSameHub() {
        register();
        answer = ok(withTwin(A));
        unit.enroll(group.withReprovisionPolicy(ReprovisionPolicy.RESET));
        RegistrationRecord again = register();
        assertThat(again.substatus()).contains(Substatus.INITIAL_ASSIGNMENT);
        assertThat(hubA.twin(DEVICE).tags()).isEmpty();
        assertThat(hubA.devices()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void movesADeviceWithItsDataWhateverTheOrder(MoveOrder order) {
        unit.moveOrder(order);
        register();
        hubA.updateReported(DEVICE, Map.of("firmware", "2"));
        List<String> events = labels();
        answer = ok(withTwin(B));

        RegistrationRecord moved = register();

        assertThat(moved.substatus()).contains(Substatus.DEVICE_DATA_MIGRATED);
        assertThat(hubA.devices()).isEmpty();
        assertThat(hubB.twin(DEVICE).reported().values()).isEqualTo(Map.of("firmware", "2"));
        assertThat(hubB.twin(DEVICE).reported().version()).isEqualTo(2);
        assertThat(hubB.twin(DEVICE).tags())
                .as("migrate ignores the initial twin")
                .isEmpty();
        assertThat(events)
                .isEqualTo(
                        order == MoveOrder.CREATE_THEN_REMOVE
                                ? List.of("createDeviceIdentity hub-b", "deleteDeviceIdentity hub-a")
                                : List.of("deleteDeviceIdentity hub-a", "createDeviceIdentity hub-b"));
    }

    @Test
    void movesADeviceUnderResetWithANewTwin() {
        unit.enroll(group.withReprovisionPolicy(ReprovisionPolicy.RESET));
        register();
        hubA.updateReported(DEVICE, Map.of("firmware", "2"));
        answer = ok(withTwin(B));
        assertThat(register().substatus()).contains(Substatus.DEVICE_DATA_RESET);
        assertThat(hubB.twin(DEVICE).reported().values()).isEmpty();
        assertThat(hubB.twin(DEVICE).reported().version()).isEqualTo(1);
        assertThat(hubB.twin(DEVICE).tags()).isEqualTo(Map.of("dtId", "t"));
    }

    @Test
    void asksTheWebhookUnderNeverTooButOffersTheCurrentHubOnly() {
        unit.enroll(group.withReprovisionPolicy(ReprovisionPolicy.NEVER));
        register();
        answer = ok(B);
        RegistrationRecord record = register();
        assertThat(bodies.get(1)).contains("\"linkedHubs\":[\"hub-a.azure-devices.net\"]");
        assertThat(record.status()).isEqualTo(FAILED);
        assertThat(record.failure().orElseThrow().message()).contains("none of the linked hubs");
        assertThat(record.assignment().orElseThrow().hub()).isEqualTo(hubA.host());
        assertThat(hubA.find(DEVICE)).isPresent();
    }

    @Test
    void createsADeviceAgainThatAnOperatorDeleted() {
        register();
        hubA.delete(DEVICE);
        assertThat(register().substatus()).contains(Substatus.REPROVISIONED_TO_INITIAL_ASSIGNMENT);
        assertThat(hubA.find(DEVICE)).isPresent();
    }

    @Test
    void handsThePayloadBackEveryTime() {
        answer = ok("{\"iotHubHostName\":\"hub-a.azure-devices.net\",\"payload\":{\"hello\":1}}");
        register();
        assertThat(register().payload()).contains(Map.of("hello", 1));
        answer = ok(A);
        assertThat(register().payload()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400,400207", "401,400209", "403,400207", "404,400207", "412,400207", "204,400207", "302,400207"})
    void failsWithoutAskingAgain(int status, int code) {
        answer = new WebhookResponse(status, new byte[0]);
        RegistrationRecord record = register();
        assertThat(record.status()).isEqualTo(FAILED);
        assertThat(record.failure().orElseThrow().errorCode()).isEqualTo(code);
        assertThat(bodies).hasSize(1);
        assertThat(hubA.devices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"iotHubHostName\":null}", "{\"iotHubHostName\":\"\"}"})
    void failsIfNoHubIsNamed(String body) {
        answer = ok(body);
        assertThat(register().failure().orElseThrow().errorCode()).isEqualTo(400_208);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"iotHubHostName\":\"hub-x.azure-devices.net\"}",
                "{\"iotHubHostName\":\"hub-a\"}"
            })
    void failsIfTheAnswerMakesNoSense(String body) {
        answer = ok(body);
        assertThat(register().failure().orElseThrow().errorCode()).isEqualTo(400_207);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 599})
    void asksAgainTenTimesWithGrowingPauses(int status) {
        answer = new WebhookResponse(status, new byte[0]);
        RegistrationRecord record = register();
        assertThat(bodies).hasSize(11);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(415));
        assertThat(record.failure().orElseThrow().errorCode()).isEqualTo(400_207);
    }

    @Test
    void succeedsWhenALaterAttemptDoes() {
        AtomicInteger calls = new AtomicInteger();
        unit.enroll(group.custom(body -> {
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("scripted crash");
            }
            return ok(A);
        }));
        assertThat(register().status()).isEqualTo(ASSIGNED);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void refusesASecondRegistrationWhileOneIsUnderWay() {
        Registration first = unit.begin(RegistrationRequest.of("sensor-1"));
        assertThatThrownBy(() -> unit.begin(RegistrationRequest.of("SENSOR-1")))
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.status()).isEqualTo(409));
        assertThat(first.state().status()).isEqualTo(RegistrationRecord.Status.ASSIGNING);
        assertThat(first.operationId()).matches("4\\.[0-9a-f]{16}\\.[0-9a-f-]{36}");
        first.run();
        assertThat(first.state().status()).isEqualTo(ASSIGNED);
        assertThatThrownBy(first::run).isInstanceOf(IllegalStateException.class);
        assertThat(register().status()).isEqualTo(ASSIGNED);
    }

    @Test
    void letsNobodyInWithoutAnEnrollment() {
        unit.removeEnrollment(Enrollment.Kind.GROUP, "thermostats");
        assertThatThrownBy(this::register)
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.errorCode()).isEqualTo(401_002));
        assertThatThrownBy(() -> unit.register(RegistrationRequest.of("x").through("nobody")))
                .hasMessageContaining("nobody");
    }

    @Test
    void keepsOneMemberOfAGroupOutByADisabledEnrollmentOfItsOwn() {
        unit.enroll(DeviceEnrollment.individual("SENSOR-1", KEYS).disabled());
        assertThat(register().status()).isEqualTo(DISABLED);
        assertThat(bodies).as("no webhook call").isEmpty();
        assertThat(unit.record(ID)).isEmpty();
    }

    @Test
    void givesTheDeviceTheIdThatItsEnrollmentAsksFor() {
        unit.enroll(
                DeviceEnrollment.individual("sensor-1", KEYS).withDeviceId(new DeviceId("Pump 7".replace(' ', '-'))));
        register();
        assertThat(world.hubs())
                .flatExtracting(VirtualHub::devices)
                .extracting(device -> device.id().value())
                .containsExactly("Pump-7");
    }

    @Test
    void keepsTheSpellingOfTheFirstRegistration() {
        unit.register(RegistrationRequest.of("Sensor-1"));
        register();
        assertThat(hubA.devices()).extracting(DeviceIdentity::id).containsExactly(new DeviceId("Sensor-1"));
        assertThat(bodies.get(1))
                .contains("\"registrationId\":\"sensor-1\"")
                .contains("\"currentDeviceId\":\"Sensor-1\"");
    }

    @Test
    void forgetsADeviceWhoseRecordIsDeleted() {
        register();
        assertThat(unit.deleteRecord(ID)).isTrue();
        answer = ok(B);
        assertThat(register().substatus()).contains(Substatus.INITIAL_ASSIGNMENT);
        assertThat(hubA.find(DEVICE)).as("nobody removed it").isPresent();
        assertThat(hubB.find(DEVICE)).isPresent();
    }

    @Test
    void failsAfterTheWebhookAnsweredIfToldTo() {
        unit.beforeAssignment(id -> {
            throw new IllegalStateException("scripted");
        });
        assertThat(register().status()).isEqualTo(FAILED);
        assertThat(hubA.devices()).isEmpty();
        assertThat(bodies).hasSize(1);
    }

    @Test
    void allocatesByHashAndToTheFirstHub() {
        unit.enroll(group.allocatedBy(new HubAllocation.Fixed()));
        assertThat(register().assignment().orElseThrow().hub()).isEqualTo(hubA.host());

        unit.enroll(group.allocatedBy(new HubAllocation.Hashed()));
        for (int i = 0; i < 100; i++) {
            unit.register(RegistrationRequest.of("device-" + i));
        }
        assertThat(hubA.devices()).hasSizeGreaterThan(25);
        assertThat(hubB.devices()).hasSizeGreaterThan(25);
        assertThat(bodies).isEmpty();
    }

    @Test
    void refusesEnrollmentsThatMakeNoSense() {
        assertThatThrownBy(() -> unit.enroll(group.onHubs("hub-x"))).hasMessageContaining("hub-x");
        assertThatThrownBy(() -> group.withDeviceId(DEVICE)).hasMessageContaining("no device id");
        assertThatThrownBy(() -> DeviceEnrollment.individual("not an id", KEYS))
                .hasMessageContaining("registration ID");
    }

    private RegistrationRecord register() {
        return unit.register(RegistrationRequest.of("sensor-1"));
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        world.onEvent((EventEnvelope event) -> labels.add(
                event.properties().get("opType") + " " + event.properties().get("hubName")));
        return labels;
    }

    private static String withTwin(String body) {
        return body.substring(0, body.length() - 1) + WITH_TWIN;
    }

    private static WebhookResponse ok(String body) {
        return new WebhookResponse(200, body.getBytes(StandardCharsets.UTF_8));
    }
}
