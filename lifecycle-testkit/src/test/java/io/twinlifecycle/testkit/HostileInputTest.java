package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.policy.AllocationRules;
import io.twinlifecycle.policy.UnlistedEnrollments;
import io.twinlifecycle.provisioning.ProvisioningRecord;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by name, each from the webhook or an event down to the twins. The page docs/reliability.md lists them. */
class HostileInputTest {

    private static final String MODEL = SampleModels.LIVING_THERMOSTAT.value();
    private static final AllocationRequests DEVICE = AllocationRequests.group().withModel(MODEL);

    private final VirtualTime time = new VirtualTime();
    private final InMemoryTwinStore store = new InMemoryTwinStore(time);
    private final RecordingDeadLetterSink parked = new RecordingDeadLetterSink();
    private final List<ProvisioningRecord> answered = new ArrayList<>();
    private final LifecycleSettings settings =
            LifecycleSettings.builder().time(time).build();
    private final LifecycleEventProcessor events = LifecycleEventProcessor.builder(new TwinRetirer(store, settings))
            .deadLetterSink(parked)
            .timeSource(time)
            .build();

    HostileInputTest() {
        store.addModels(SampleModels.all());
    }

    static List<String> hostileIds() {
        return List.of(
                "a'b",
                "a\"b",
                "a/b",
                "a\\b",
                "a%2fb",
                "a%b",
                "a b",
                "a\r\nb",
                "a\u0000b",
                "a\u007fb",
                "a\u2028b",
                "a\u202eb",
                "senso\u0433-1",
                "sens\u043er-001",
                "\uff53ensor-001",
                "se\u200bnsor-001",
                "\ud83d\ude00",
                "a;b",
                "a?b",
                "a#b",
                "a&b");
    }

    @ParameterizedTest
    @MethodSource("hostileIds")
    void anIdThatAUrlAQueryOrALogWouldTakeForMoreIsRefused(String id) {
        assertRefused(DEVICE.withRegistrationId(id), "FIELD_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void anIdThatIsAPathStepNamesNoTwin(String id) {
        assertThat(answer(DEVICE.withRegistrationId(id)).status()).isEqualTo(400);
        assertThat(store.peek(new TwinId("sensor-001"))).isEmpty();
    }

    @Test
    void anIdOf128CharactersIsTakenAndOneOf129IsRefused() {
        assertThat(answer(DEVICE.withRegistrationId("x".repeat(128))).status()).isEqualTo(200);
        assertThat(store.peek(new TwinId("x".repeat(128)))).isPresent();
        store.forgetCalls();

        assertRefused(DEVICE.withRegistrationId("x".repeat(129)), "FIELD_INVALID");
    }

    @Test
    void anotherCaseOfAnIdIsTheSameDevice() {
        answer(DEVICE.withRegistrationId("Sensor-001"));
        answer(DEVICE.withRegistrationId("sENSOR-001"));

        assertThat(store.count(InMemoryTwinStore.Operation.CREATE)).isPositive();
        assertThat(store.peek(new TwinId("sensor-001"))).isPresent();
        assertThat(store.peek(new TwinId("Sensor-001"))).isEmpty();
    }

    static List<String> hostileModels() {
        return List.of(
                "dtmi:com:example:Thermostat;1' OR IS_DEFINED(T.$dtId) OR T.x='",
                "dtmi:com:example:Thermostat;1\" }",
                "dtmi:com:example:Thermostat;1?api-version=2020-10-31",
                "dtmi:com:example:Thermostat;1/../../digitaltwins/lobby",
                "dtmi:com:example:Thermostat;1%27",
                "dtmi:com:example:Thermostat;1\r\nIf-Match: *",
                "dtmi:com:example:Th\u0435rmostat;1",
                "dtmi:com:example:Thermostat;99999999999999999999",
                "../models");
    }

    @ParameterizedTest
    @MethodSource("hostileModels")
    void aModelIdThatWouldChangeAQueryOrAUrlIsRefused(String model) {
        assertRefused(DEVICE.withModel(model), "MODEL_INVALID");
    }

    @Test
    void aJsonBombIsRefused() {
        String body = DEVICE.jsonText();
        String open = body.substring(0, body.length() - 1);

        assertRefused(open + ",\"x\":" + "[".repeat(60_000) + "]".repeat(60_000) + "}", "BODY_NOT_JSON");
        assertRefused(open + ",\"x\":" + "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000) + "}", "BODY_NOT_JSON");
        assertRefused(open + ",\"x\":" + "9".repeat(100_000) + "}", "BODY_NOT_JSON");
        assertRefused(open + ",\"x\":1e" + "9".repeat(100) + "}", "BODY_NOT_JSON");
        assertRefused(open + ",\"x\":\"" + "x".repeat(100_000) + "\"}", "BODY_NOT_JSON");
        assertRefused(open + ",\"" + "x".repeat(100_000) + "\":1}", "BODY_NOT_JSON");
        assertRefused(open + ",\"x\":[" + "1,".repeat(100_000) + "1]}", "BODY_TOO_LARGE");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefusedSinceNobodyKnowsWhichOneOthersRead() {
        String body = DEVICE.jsonText();

        assertRefused(body.replace("{\"modelId\"", "{\"modelId\":\"dtmi:a;1\",\"modelId\""), "BODY_NOT_JSON");
        assertRefused(body.replace("\"linkedHubs\"", "\"linkedHubs\":[\"hub-z\"],\"linkedHubs\""), "BODY_NOT_JSON");
    }

    @Test
    void aHugeNumberIsNoTroubleToAnyone() {
        String body = DEVICE.withPayload(Map.of("modelId", MODEL, "n", 1)).jsonText();

        assertThat(answer(body.replace("\"n\":1", "\"n\":1e400")).status()).isEqualTo(200);
        assertThat(answer(body.replace("\"n\":1", "\"n\":-1E-999999999")).status())
                .isEqualTo(200);
    }

    @Test
    void anotherEncodingIsReadAsWhatItIsOrRefusedAndNeverGuessedAt() {
        String umlaut = DEVICE.withPayload(Map.of("modelId", MODEL, "name", "M\u00fcller"))
                .jsonText();

        assertThat(answer(("\ufeff" + umlaut).getBytes(StandardCharsets.UTF_8)).status())
                .as("a byte order mark")
                .isEqualTo(200);
        for (Charset unicode :
                List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, Charset.forName("UTF-32BE"))) {
            assertThat(answer(umlaut.getBytes(unicode)).status())
                    .as("%s", unicode)
                    .isEqualTo(200);
        }
        store.forgetCalls();
        assertRefused(umlaut.getBytes(StandardCharsets.ISO_8859_1), "BODY_NOT_JSON");
        assertRefused(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'}, "BODY_NOT_JSON");
        assertRefused(new byte[] {0, 0, 0, '{', 0x7f, 0, 0, 0}, "BODY_NOT_JSON");
    }

    @Test
    void aDeviceThatAsksForAModelThatIsNotItsOwnGetsNoTwin() {
        ProvisioningWebhook strict = ProvisioningWebhook.builder(
                        AllocationPolicies.firstOf(
                                AllocationRules.allowModels(
                                        Map.of(AllocationRequests.GROUP, List.of(MODEL)), UnlistedEnrollments.REFUSE),
                                AllocationPolicies.standard()),
                        new TwinProvisioner(store, settings))
                .build();

        WebhookResponse refusal =
                strict.handle(DEVICE.withModel(SampleModels.SPACE).json());

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.bodyAsText()).contains("MODEL_NOT_ALLOWED");
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void aDeviceThatRegistersUnderTheIdOfASpaceLeavesItAsItWas() {
        store.graph()
                .twins()
                .put(
                        new TwinId("lobby"),
                        Map.of("$metadata", Map.of("$model", SampleModels.SPACE.value()), "areaInSquareMetres", 20.5),
                        false);
        StoredTwin before = store.peek(new TwinId("lobby")).orElseThrow();

        WebhookResponse refusal = answer(DEVICE.withRegistrationId("Lobby"));
        LifecycleEvents deleted = LifecycleEvents.deviceDeleted().withModelTag(MODEL);
        events.process(deleted.withDeviceId("Lobby").envelope());
        events.process(deleted.withDeviceId("x").withTwinId("lobby").envelope());
        events.process(LifecycleEvents.deviceDeleted()
                .withDeviceId("x")
                .withTwinId("lobby")
                .envelope());

        assertThat(refusal.bodyAsText()).contains("TWIN_NOT_OURS");
        assertThat(store.peek(new TwinId("lobby"))).contains(before);
    }

    @Test
    void anEventThatNamesAnotherDevicesTwinDoesNotTakeIt() {
        answer(DEVICE);

        events.process(
                later(LifecycleEvents.deviceDeleted().withDeviceId("intruder").withTwinId("sensor-001"))
                        .envelope());

        assertThat(store.peek(new TwinId("sensor-001"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub-z",
                "hub-b",
                "hub-a\r\nhub",
                "hub_a",
                "hub-\u0430",
                "xn--hub-a",
                "hub-a ' OR 1=1",
                ".hub-a",
                "http://hub-a",
                "-",
                "hub-a/x"
            })
    void anEventWithAForgedHubNameNeverTakesALiveDevicesTwin(String hub) {
        answer(DEVICE.withHubs("hub-a"));

        events.process(later(LifecycleEvents.deviceDeleted()).withHub(hub).envelope());

        assertThat(store.peek(new TwinId("sensor-001"))).as(hub).isPresent();
    }

    @Test
    void noAnswerAndNoRecordCarriesALineBreakOrAControlCharacterOfAStranger() throws JsonProcessingException {
        String forged = "x\r\nHTTP/1.1 200 OK\r\n\u001b[2J\u2028\u202e";
        List<String> bodies = new ArrayList<>();
        for (String value : List.of("sensor-001", AllocationRequests.GROUP, MODEL, "hub-b.azure-devices.net")) {
            bodies.add(DEVICE.jsonText().replace("\"" + value + "\"", new ObjectMapper().writeValueAsString(forged)));
        }
        for (String body : bodies) {
            String message = json(answer(body)).at("/error/message").asText();
            String failure = answered.get(answered.size() - 1)
                    .failure()
                    .map(LifecycleException::getMessage)
                    .orElse("");
            assertThat(message + failure).as(body).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029\\u202e]");
        }
        events.process(LifecycleEvents.deviceDeleted().withHub(forged).envelope());
        events.process(LifecycleEvents.deviceDeleted().withDeviceId(forged).envelope());
        assertThat(parked.letters())
                .hasSize(2)
                .allSatisfy(
                        letter -> assertThat(letter.why()).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029\\u202e]"));
    }

    private LifecycleEvents later(LifecycleEvents event) {
        return event.withTime(time.now().plusSeconds(60).toString());
    }

    private void assertRefused(AllocationRequests device, String code) {
        assertRefused(device.json(), code);
    }

    private void assertRefused(String body, String code) {
        assertRefused(body.getBytes(StandardCharsets.UTF_8), code);
    }

    private void assertRefused(byte[] body, String code) {
        WebhookResponse response = answer(body);

        assertThat(response.status()).as(response.bodyAsText()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asText()).isEqualTo(code);
        assertThat(json(response).at("/error/message").asText())
                .as("a sentence on one line")
                .hasSizeBetween(20, 500)
                .doesNotContainPattern("\\p{Cntrl}");
        assertThat(store.calls()).as("nobody was asked").isEmpty();
    }

    private WebhookResponse answer(AllocationRequests device) {
        return answer(device.json());
    }

    private WebhookResponse answer(String body) {
        return answer(body.getBytes(StandardCharsets.UTF_8));
    }

    private WebhookResponse answer(byte[] body) {
        return ProvisioningWebhook.builder(AllocationPolicies.standard(), new TwinProvisioner(store, settings))
                .listener(answered::add)
                .time(time)
                .build()
                .handle(body);
    }

    private static JsonNode json(WebhookResponse response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + response.bodyAsText(), e);
        }
    }
}
