package io.twinlifecycle.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.TestTime;
import io.twinlifecycle.TwinId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProvisioningWebhookTest {

    private static final String MODEL = "dtmi:com:example:Thermostat;1";
    private static final HubHost HUB_A = new HubHost("hub-a.azure-devices.net");
    private static final HubHost HUB_B = new HubHost("hub-b.azure-devices.net");
    private static final AllocationPolicy TO_B = request -> new AllocationDecision.Assign(new HubHost("HUB-B"), "to-b");

    private final TestTime time = new TestTime();
    private final List<TwinRequest> asked = new ArrayList<>();
    private final List<ProvisioningRecord> records = new ArrayList<>();
    private final TwinFactory twins = request -> {
        asked.add(request);
        return new TwinResult.Ready(new TwinId("dev-1"), request.model(), TwinResult.Change.CREATED);
    };

    @Test
    void answersAFirstRegistrationWithHubAndTags() throws IOException {
        WebhookResponse response = webhook().build().handle(body(first(), payload()));

        assertThat(response.status()).isEqualTo(200);
        JsonNode json = json(response);
        assertThat(json.get("iotHubHostName").asText())
                .as("in the spelling of DPS, not of the policy")
                .isEqualTo("hub-b.azure-devices.net");
        assertThat(json.at("/initialTwin/tags/dtmi").asText()).isEqualTo(MODEL);
        assertThat(json.at("/initialTwin/tags/dtId").asText()).isEqualTo("dev-1");
        assertThat(json.has("payload")).isFalse();
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.hub()).isEqualTo(HUB_B);
            assertThat(request.time()).isEqualTo(TestTime.START);
            assertThat(request.deadline().remaining()).isEqualTo(Duration.ofSeconds(4));
            assertThat(request.firstRegistration()).isTrue();
        });
    }

    @Test
    void writesTheSameBytesInEveryProcess() {
        assertThat(webhook().build().handle(body(first(), payload())).bodyAsText())
                .isEqualTo("{\"iotHubHostName\":\"hub-b.azure-devices.net\",\"initialTwin\":{\"tags\":{\"dtmi\":\""
                        + MODEL + "\",\"dtId\":\"dev-1\"},\"properties\":{\"desired\":{}}}}");
    }

    @Test
    void keepsTheEnrollmentsOwnInitialTwinUnderneath() throws IOException {
        String enrollment =
                "\"initialTwin\":{\"tags\":{\"floor\":3,\"dtId\":\"old\"},\"properties\":{\"desired\":{\"x\":1}}}";

        JsonNode json = json(webhook().build().handle(body(first(), payload(), enrollment)));

        assertThat(json.at("/initialTwin/tags/floor").asInt()).isEqualTo(3);
        assertThat(json.at("/initialTwin/tags/dtId").asText()).isEqualTo("dev-1");
        assertThat(json.at("/initialTwin/properties/desired/x").asInt()).isEqualTo(1);
    }

    @Test
    void sendsNoInitialTwinWhereDpsWouldNotHonourIt() throws IOException {
        String reset = "\"reprovisionPolicy\":{\"migrateDeviceData\":false}";
        String migrate = "\"reprovisionPolicy\":{\"migrateDeviceData\":true}";

        assertThat(json(webhook().build().handle(body(later("hub-a"), payload(), migrate)))
                        .has("initialTwin"))
                .as("moved, but the data migrates")
                .isFalse();
        assertThat(json(webhook().build().handle(body(later("hub-b"), payload(), reset)))
                        .has("initialTwin"))
                .as("reset, but it stays")
                .isFalse();
        assertThat(json(webhook().build().handle(body(later("hub-a"), payload(), reset)))
                        .has("initialTwin"))
                .as("moved and reset")
                .isTrue();
        assertThat(json(webhook()
                                .initialTwinMode(InitialTwinMode.ALWAYS)
                                .build()
                                .handle(body(later("hub-b"), payload())))
                        .has("initialTwin"))
                .isTrue();
        assertThat(json(webhook().initialTwinMode(InitialTwinMode.NEVER).build().handle(body(first(), payload())))
                        .has("initialTwin"))
                .isFalse();
    }

    @Test
    void handsThePayloadBackToTheDevice() throws IOException {
        ProvisioningWebhook unit = webhook()
                .responsePayload((request, hub) -> Map.of("hub", hub.value(), "list", List.of(1, 2)))
                .build();

        assertThat(json(unit.handle(body(later("hub-b"), payload())))
                        .at("/payload/hub")
                        .asText())
                .isEqualTo("hub-b.azure-devices.net");
    }

    @Test
    void findsTheModelInThePayloadThenInTheEnrollmentsTagsThenInTheConfiguration() {
        String tags = "\"initialTwin\":{\"tags\":{\"dtmi\":\"dtmi:com:example:Tagged;1\"}}";
        ModelSelector withDefault = ModelSelector.standard()
                .orElse(ModelSelector.byEnrollment(Map.of("g", new ModelId("dtmi:com:example:Default;1"))));
        ProvisioningWebhook unit = webhook().models(withDefault).build();

        unit.handle(body(first(), payload(), tags));
        unit.handle(body(first(), "", tags));
        unit.handle(body(first(), ""));

        assertThat(asked)
                .extracting(request -> request.model().value())
                .containsExactly(MODEL, "dtmi:com:example:Tagged;1", "dtmi:com:example:Default;1");
    }

    @Test
    void refusesARegistrationWithoutModelWithASentenceThatSaysWhatToDo() throws IOException {
        WebhookResponse response = webhook().build().handle(body(first(), ""));

        assertThat(response.status()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asText()).isEqualTo("MODEL_MISSING");
        assertThat(json(response).at("/error/message").asText()).contains("dev-1", "send modelId", "tag dtmi");
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesAModelIdThatIsNoDtmi() throws IOException {
        WebhookResponse response =
                webhook().build().handle(body(first(), ",\"payload\":{\"modelId\":\"dtmi:x' OR 1=1 --;1\"}"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asText()).isEqualTo("MODEL_INVALID");
    }

    @Test
    void refusesForGoodWhatNoPolicyOrFactoryWillEverAllow() throws IOException {
        Refusal no = new Refusal(ReasonCode.DEVICE_NOT_ALLOWED, "not you");

        assertThat(error(request -> new AllocationDecision.Refuse(no, "deny"), twins))
                .isEqualTo("400 DEVICE_NOT_ALLOWED");
        assertThat(error(request -> new AllocationDecision.Abstain("r", "w"), twins))
                .isEqualTo("400 NO_HUB");
        assertThat(error(request -> new AllocationDecision.Assign(new HubHost("hub-z"), "r"), twins))
                .isEqualTo("400 HUB_NOT_LINKED");
        assertThat(error(TO_B, request -> new TwinResult.Refused(no))).isEqualTo("400 DEVICE_NOT_ALLOWED");
        assertThat(error(TO_B, request -> {
                    throw LifecycleException.storeRefused("never", null);
                }))
                .isEqualTo("400 TWIN_REFUSED");
    }

    @Test
    void asksDpsToTryAgainWhereTheFaultMayPass() throws IOException {
        assertThat(error(request -> new AllocationDecision.Defer("all full", "least-loaded"), twins))
                .isEqualTo("503 COLLABORATOR_FAILED");
        assertThat(error(TO_B, request -> {
                    throw LifecycleException.storeUnavailable("down", null);
                }))
                .isEqualTo("503 STORE_UNAVAILABLE");
        assertThat(error(TO_B, request -> {
                    throw new IllegalStateException("a bug");
                }))
                .isEqualTo("503 COLLABORATOR_FAILED");
        assertThat(error(
                        request -> {
                            throw new IllegalStateException("a bug");
                        },
                        twins))
                .isEqualTo("503 COLLABORATOR_FAILED");
    }

    @ParameterizedTest
    @EnumSource(LifecycleException.Kind.class)
    void answersNothingButTwoHundredFourHundredAndFiveHundredThree(LifecycleException.Kind kind) {
        WebhookResponse response = webhook(TO_B, request -> {
                    throw failure(kind);
                })
                .build()
                .handle(body(first(), payload()));

        assertThat(response.status()).isEqualTo(kind.isRetryable() ? 503 : 400);
    }

    @Test
    void allocatesAtOnceIfToldToWhenTheStoreIsDown() throws IOException {
        ProvisioningWebhook unit = webhook(TO_B, request -> {
                    throw LifecycleException.storeUnavailable("down", null);
                })
                .whenTwinStoreFails(WhenTwinStoreFails.ALLOCATE_NOW)
                .build();

        WebhookResponse response = unit.handle(body(first(), payload()));

        assertThat(response.status()).isEqualTo(200);
        assertThat(json(response).at("/initialTwin/tags/dtmi").asText())
                .as("the creation event will need it")
                .isEqualTo(MODEL);
        assertThat(json(response).at("/initialTwin/tags").has("dtId")).isFalse();
    }

    @Test
    void refusesToSendWhatDpsOrIotHubWouldNotTake() throws IOException {
        assertThat(json(webhook()
                                .responsePayload((request, hub) -> Map.of("big", "x".repeat(100_000)))
                                .build()
                                .handle(body(first(), payload())))
                        .at("/error/code")
                        .asText())
                .isEqualTo("ANSWER_INVALID");
        assertThat(json(webhook()
                                .initialTwin((request, model, twin) -> new InitialTwin(Map.of("a.b", 1), Map.of()))
                                .build()
                                .handle(body(first(), payload())))
                        .at("/error/code")
                        .asText())
                .isEqualTo("ANSWER_INVALID");
        assertThat(json(webhook()
                                .responsePayload((request, hub) -> Map.of("odd", new Object()))
                                .build()
                                .handle(body(first(), payload())))
                        .at("/error/code")
                        .asText())
                .isEqualTo("ANSWER_INVALID");
    }

    @Test
    void refusesADesiredPropertyThatIotHubWouldNotTake() throws IOException {
        assertThat(json(webhook()
                                .initialTwin((request, model, twin) ->
                                        new InitialTwin(Map.of(), Map.of("a", Map.of("b c", 1))))
                                .build()
                                .handle(body(first(), payload())))
                        .at("/error/code")
                        .asText())
                .isEqualTo("ANSWER_INVALID");
    }

    @Test
    void readsNoMoreOfAStreamThanTheLimit() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };

        assertThat(json(webhook().build().handle(endless)).at("/error/code").asText())
                .isEqualTo("BODY_TOO_LARGE");
        assertThat(webhook()
                        .build()
                        .handle(new ByteArrayInputStream(body(first(), payload())))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersWhateverTheStreamOfAServerThrows() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("closed by the server");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return read();
            }
        };

        assertThat(webhook().build().handle(broken).status()).isEqualTo(503);
        assertThat(webhook()
                        .limits(new RequestLimits(Integer.MAX_VALUE, 32, 1_000))
                        .build()
                        .handle(new ByteArrayInputStream(body(first(), payload())))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tellsTheListenerAllThereIsToSay() {
        ProvisioningWebhook unit = webhook().build();

        unit.handle(body(first(), payload()));
        unit.handle(new byte[0]);

        assertThat(records).hasSize(2);
        assertThat(records.get(0).decision())
                .hasValueSatisfying(decision -> assertThat(decision.rule()).isEqualTo("to-b"));
        assertThat(records.get(0).twin()).isPresent();
        assertThat(records.get(1).status()).isEqualTo(400);
        assertThat(records.get(1).failure()).isPresent();
        assertThat(records.get(1).request()).isEmpty();
    }

    @Test
    void answersAllTheSameWhenAListenerThrows() {
        ProvisioningWebhook unit = webhook()
                .listener(answered -> {
                    throw new IllegalStateException("a bug in a listener");
                })
                .build();

        assertThat(unit.handle(body(first(), payload())).status()).isEqualTo(200);
    }

    @Test
    void refusesABudgetThatIsNone() {
        assertThatThrownBy(() -> webhook().budget(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private ProvisioningWebhook.Builder webhook() {
        return webhook(TO_B, twins);
    }

    private ProvisioningWebhook.Builder webhook(AllocationPolicy policy, TwinFactory factory) {
        return ProvisioningWebhook.builder(policy, factory).time(time).listener(records::add);
    }

    private String error(AllocationPolicy policy, TwinFactory factory) throws IOException {
        WebhookResponse response = webhook(policy, factory).build().handle(body(first(), payload()));
        return response.status() + " " + json(response).at("/error/code").asText();
    }

    private static LifecycleException failure(LifecycleException.Kind kind) {
        return switch (kind) {
            case REFUSED -> LifecycleException.refused(ReasonCode.TWIN_NOT_OURS, "no");
            case MALFORMED_EVENT -> LifecycleException.malformedEvent("odd");
            case STORE_REFUSED -> LifecycleException.storeRefused("no", null);
            case STORE_UNAVAILABLE -> LifecycleException.storeUnavailable("down", null);
            case STORE_DENIED -> LifecycleException.storeDenied("401 from the store", null);
            case OUT_OF_TIME -> LifecycleException.outOfTime("waiting");
            case CONTENDED -> LifecycleException.contended(new TwinId("t"), 3);
            case RELATIONSHIPS_REMAIN -> LifecycleException.relationshipsRemain(new TwinId("t"), 3);
            case COLLABORATOR_FAILED -> LifecycleException.collaboratorFailed("down", null);
            case INTERRUPTED -> LifecycleException.interrupted(null);
        };
    }

    private static String first() {
        return "";
    }

    private static String later(String hub) {
        return ",\"currentIotHubHostName\":\"" + hub + ".azure-devices.net\",\"currentDeviceId\":\"dev-1\"";
    }

    private static String payload() {
        return ",\"payload\":{\"modelId\":\"" + MODEL + "\"}";
    }

    private static byte[] body(String current, String payload, String... enrollment) {
        String more = enrollment.length == 0 ? "" : "," + enrollment[0];
        return ("{\"enrollmentGroup\":{\"enrollmentGroupId\":\"g\"" + more
                        + "},\"deviceRuntimeContext\":{\"registrationId\":\"dev-1\"" + current + payload
                        + "},\"linkedHubs\":[\"" + HUB_A + "\",\"" + HUB_B + "\"]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(WebhookResponse response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
