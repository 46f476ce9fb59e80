package io.twinlifecycle.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationRequestParserTest {

    private final AllocationRequestParser unit = new AllocationRequestParser(RequestLimits.defaults());

    @Test
    void readsAFirstRegistrationThroughAGroup() {
        AllocationRequest request = parse("""
                {"enrollmentGroup":{"enrollmentGroupId":"thermostats","attestation":{"type":"symmetricKey"},
                   "capabilities":{"iotEdge":true},"etag":"x","allocationPolicy":"custom"},
                 "deviceRuntimeContext":{"registrationId":"dev-1","symmetricKey":{},
                   "payload":{"modelId":"dtmi:com:example:Thermostat;1","n":{"deep":[1,2.5,null,true]}}},
                 "linkedHubs":["hub-a.azure-devices.net","hub-b.azure-devices.net"]}
                """);

        assertThat(request.registrationId().value()).isEqualTo("dev-1");
        assertThat(request.deviceId().value()).isEqualTo("dev-1");
        assertThat(request.isFirst()).isTrue();
        assertThat(request.enrollment().kind()).isEqualTo(Kind.GROUP);
        assertThat(request.enrollment().id()).isEqualTo("thermostats");
        assertThat(request.enrollment().iotEdge()).isTrue();
        assertThat(request.enrollment().reprovisionPolicy()).isEqualTo(ReprovisionPolicy.MIGRATE);
        assertThat(request.enrollment().others()).containsOnlyKeys("attestation", "etag", "allocationPolicy");
        assertThat(request.attestation().type()).isEqualTo(Attestation.Type.SYMMETRIC_KEY);
        assertThat(request.payload().text("modelId")).contains("dtmi:com:example:Thermostat;1");
        assertThat(request.linkedHubs())
                .extracting(Object::toString)
                .containsExactly("hub-a.azure-devices.net", "hub-b.azure-devices.net");
    }

    @Test
    void readsALaterRegistrationThroughAnIndividualEnrollmentWithItsOwnDeviceId() {
        AllocationRequest request = parse("""
                {"individualEnrollment":{"registrationId":"reg-1","deviceId":"Device#1",
                   "initialTwin":{"tags":{"dtmi":"dtmi:com:example:Room;1"},"properties":{"desired":{"a":1}}},
                   "reprovisionPolicy":{"updateHubAssignment":true,"migrateDeviceData":false}},
                 "deviceRuntimeContext":{"registrationId":"reg-1","currentIotHubHostName":"hub-b.azure-devices.net",
                   "currentDeviceId":"Device#1","tpm":{"endorsementKey":"secret"}},
                 "linkedHubs":["hub-a.azure-devices.net","HUB-B.azure-devices.net"]}
                """);

        assertThat(request.deviceId().value())
                .as("the enrollment names the device")
                .isEqualTo("Device#1");
        assertThat(request.currentLinkedHub())
                .as("hubs are compared ignoring case")
                .isPresent();
        assertThat(request.enrollment().reprovisionPolicy()).isEqualTo(ReprovisionPolicy.RESET);
        assertThat(request.enrollment().initialTwin().tags()).containsKey("dtmi");
        assertThat(request.enrollment().initialTwin().desired()).containsEntry("a", 1);
        assertThat(request.payload().isPresent()).isFalse();
        assertThat(request.attestation().details()).containsKey("endorsementKey");
        assertThat(request.toString() + request.attestation() + request.enrollment() + request.payload())
                .as("no secret in what a log might show")
                .doesNotContain("secret");
    }

    @Test
    void readsNamesInAnyCase() {
        AllocationRequest request = parse("""
                {"EnrollmentGroup":{"enrollmentgroupid":"g","reprovisionPolicy":{"UpdateHubAssignment":false}},
                 "DeviceRuntimeContext":{"RegistrationID":"dev-1","currentIoTHubHostName":"hub-a.azure-devices.net"},
                 "LinkedHubs":["hub-a.azure-devices.net"]}
                """);

        assertThat(request.isFirst()).isFalse();
        assertThat(request.enrollment().reprovisionPolicy()).isEqualTo(ReprovisionPolicy.NEVER);
    }

    @Test
    void keepsTheHubsSpellingOfADeviceThatRegistersInAnotherCase() {
        assertThat(parse(
                                context(
                                        "\"registrationId\":\"DEV-1\",\"currentIotHubHostName\":\"hub-a\",\"currentDeviceId\":\"Dev-1\""))
                        .deviceId()
                        .value())
                .isEqualTo("Dev-1");
        assertThat(parse(
                                context(
                                        "\"registrationId\":\"DEV-1\",\"currentIotHubHostName\":\"hub-a\",\"currentDeviceId\":\"other\""))
                        .deviceId()
                        .value())
                .as("the enrollment no longer names that one")
                .isEqualTo("DEV-1");
    }

    @Test
    void readsThePayloadThatMicrosoftsJavaClientWrapsInAText() {
        Payload payload = parse(context("\"registrationId\":\"dev-1\",\"payload\":\"{\\\"modelId\\\":\\\"m\\\"}\""))
                .payload();
        assertThat(payload.text("modelId")).contains("m");
        assertThat(parse(context("\"registrationId\":\"dev-1\",\"payload\":\"{broken\""))
                        .payload())
                .isEqualTo(Payload.of("{broken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "\"text\"", "7", "true"})
    void takesAPayloadThatIsNoObjectForAnOddOne(String payload) {
        Payload odd = parse(context("\"registrationId\":\"dev-1\",\"payload\":" + payload))
                .payload();

        assertThat(odd.isPresent()).isTrue();
        assertThat(odd.isObject()).isFalse();
        assertThat(odd.properties()).isEmpty();
        assertThat(odd.text("modelId")).isEmpty();
    }

    @Test
    void keepsX509DetailsAsTheyCame() {
        Attestation attestation = parse(
                        context("\"registrationId\":\"dev-1\",\"x509\":{\"anything\":{\"sha1Thumbprint\":\"ab\"}}"))
                .attestation();

        assertThat(attestation.type()).isEqualTo(Attestation.Type.X509);
        assertThat(attestation.details()).isEqualTo(Map.of("anything", Map.of("sha1Thumbprint", "ab")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                           | BODY_NOT_JSON | it is empty",
                "'[]'                                         | BODY_NOT_JSON | it is no JSON object",
                "'{'                                          | BODY_NOT_JSON | line 1",
                "'{\"a\":1} trailing'                         | BODY_NOT_JSON | line 1",
                "'{\"a\":1,\"a\":2}'                          | BODY_NOT_JSON | line 1",
                "'{}'                                         | FIELD_MISSING | deviceRuntimeContext",
                "'{\"deviceRuntimeContext\":{\"x\":1}}'       | FIELD_MISSING | deviceRuntimeContext.registrationId",
                "'{\"deviceRuntimeContext\":{\"registrationId\":7}}' | FIELD_MISSING | deviceRuntimeContext.registrationId",
                "'{\"deviceRuntimeContext\":{\"registrationId\":\"a/b\"}}' | FIELD_INVALID | a/b",
                "'{\"deviceRuntimeContext\":{\"registrationId\":\"a\"}}' | FIELD_MISSING | individualEnrollment or enrollmentGroup",
                "'{\"deviceRuntimeContext\":{\"registrationId\":\"a\"},\"enrollmentGroup\":{\"x\":1}}' | FIELD_MISSING | enrollmentGroup.enrollmentGroupId",
                "'{\"deviceRuntimeContext\":{\"registrationId\":\"a\"},\"enrollmentGroup\":{\"enrollmentGroupId\":\"g\"}}' | FIELD_MISSING | linkedHubs",
                "'{\"deviceRuntimeContext\":{\"registrationId\":\"a\"},\"enrollmentGroup\":{\"enrollmentGroupId\":\"g\"},\"linkedHubs\":[]}' | FIELD_MISSING | linkedHubs",
                "'{\"deviceRuntimeContext\":{\"registrationId\":\"a\"},\"enrollmentGroup\":{\"enrollmentGroupId\":\"g\"},\"linkedHubs\":[null]}' | FIELD_INVALID | linkedHubs",
                "'{\"deviceRuntimeContext\":{\"registrationId\":\"a\",\"currentIotHubHostName\":\"h h\"},\"enrollmentGroup\":{\"enrollmentGroupId\":\"g\"},\"linkedHubs\":[\"h\"]}' | FIELD_INVALID | currentIotHubHostName",
                "'{\"deviceRuntimeContext\":{\"registrationId\":\"a\"},\"individualEnrollment\":{\"registrationId\":\"a\",\"deviceId\":\"../x\"},\"linkedHubs\":[\"h\"]}' | FIELD_INVALID | individualEnrollment.deviceId"
            })
    void refusesABadBodyWithACodeAndTheField(String body, ReasonCode code, String mentions) {
        LifecycleException refusal = refusal(body.getBytes(StandardCharsets.UTF_8));

        assertThat(refusal.reason()).contains(code);
        assertThat(refusal).hasMessageContaining(mentions);
        assertThat(refusal.isRetryable()).isFalse();
    }

    @Test
    void refusesABodyThatIsTooLargeTooDeepOrHasTooLongATextOrNumber() {
        assertThat(refusal(new byte[128 * 1024 + 1]).reason()).contains(ReasonCode.BODY_TOO_LARGE);
        assertThat(refusal(("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8))
                        .reason())
                .contains(ReasonCode.BODY_NOT_JSON);
        assertThat(refusal(("{\"a\":\"" + "x".repeat(40_000) + "\"}").getBytes(StandardCharsets.UTF_8))
                        .reason())
                .contains(ReasonCode.BODY_NOT_JSON);
        assertThat(refusal(("{\"a\":" + "9".repeat(5_000) + "}").getBytes(StandardCharsets.UTF_8))
                        .reason())
                .contains(ReasonCode.BODY_NOT_JSON);
        assertThat(refusal(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'})
                        .reason())
                .contains(ReasonCode.BODY_NOT_JSON);
    }

    @Test
    void neverQuotesTheBodyInARefusal() {
        assertThat(refusal("{\"key\": verysecret}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageNotContaining("verysecret");
    }

    private AllocationRequest parse(String body) {
        return unit.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private LifecycleException refusal(byte[] body) {
        return catchThrowableOfType(LifecycleException.class, () -> unit.parse(body));
    }

    private static String context(String properties) {
        return "{\"enrollmentGroup\":{\"enrollmentGroupId\":\"g\"},\"deviceRuntimeContext\":{" + properties
                + "},\"linkedHubs\":[\"hub-a.azure-devices.net\"]}";
    }
}
