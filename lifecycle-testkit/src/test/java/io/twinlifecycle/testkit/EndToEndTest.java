package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.provisioning.WhenTwinStoreFails;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the bytes of DPS and IoT Hub to the twins, with all the library's own parts in between. */
class EndToEndTest {

    private static final String MODEL = SampleModels.LIVING_THERMOSTAT.value();
    private static final TwinId TWIN = new TwinId(AllocationRequests.REGISTRATION_ID);
    private final LifecycleException down = LifecycleException.storeUnavailable("down", null);

    private final VirtualTime time = new VirtualTime();
    private final InMemoryTwinStore store = new InMemoryTwinStore(time);
    private final FakeDeviceRegistry registry = new FakeDeviceRegistry();
    private final RecordingDeadLetterSink parked = new RecordingDeadLetterSink();
    private final LifecycleSettings settings = LifecycleSettings.builder()
            .time(time)
            .creationEventsRouted(true)
            .registry(registry)
            .build();
    private final LifecycleEventProcessor events = LifecycleEventProcessor.builder(new TwinRetirer(store, settings))
            .timeSource(time)
            .deadLetterSink(parked)
            .build();

    EndToEndTest() {
        store.addModels(SampleModels.all());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aDeviceLivesAndDiesWhateverItsEnrollmentAndAttestation(AllocationRequests device) throws IOException {
        TwinId twin = new TwinId(device.request().deviceId().value().toLowerCase(Locale.ROOT));

        String hub = hub(register(device));
        assertThat(store.peek(twin)).isPresent();

        time.advance(Duration.ofMinutes(1));
        assertThat(kind(created(device, hub))).isEqualTo(Kind.NOTED_ALIVE);
        time.advance(Duration.ofMinutes(1));
        assertThat(hub(register(device.later(hub)))).as("it stays").isEqualTo(hub);

        time.advance(Duration.ofMinutes(1));
        EventEnvelope deletion = deleted(device, hub);
        assertThat(kind(deletion)).isEqualTo(Kind.RETIRED);
        assertThat(store.peek(twin)).isEmpty();
        assertThat(kind(deletion)).as("again").isEqualTo(Kind.ALREADY_GONE);
    }

    static List<AllocationRequests> variants() {
        List<UnaryOperator<AllocationRequests>> attestations = List.of(
                AllocationRequests::withSymmetricKey,
                AllocationRequests::withX509,
                AllocationRequests::withTpm,
                fixture -> fixture.withAttestation("somethingNew", Map.of()));
        List<UnaryOperator<AllocationRequests>> models = List.of(
                fixture -> fixture.withModel(MODEL),
                fixture -> fixture.withoutPayload().withInitialTwin(Map.of("dtmi", MODEL), Map.of()));
        List<AllocationRequests> all = new ArrayList<>();
        for (AllocationRequests enrollment : List.of(
                AllocationRequests.group(),
                AllocationRequests.individual(),
                AllocationRequests.individual().withDeviceId("Device#1"),
                AllocationRequests.group().withOddPropertyCase())) {
            for (ReprovisionPolicy policy : ReprovisionPolicy.values()) {
                attestations.forEach(attestation -> models.forEach(
                        model -> all.add(model.apply(attestation.apply(enrollment.withReprovisionPolicy(policy))))));
            }
        }
        return all;
    }

    @Test
    void aDeviceThatMovesKeepsItsTwin() throws IOException {
        AllocationRequests device = AllocationRequests.group().withModel(MODEL);
        register(device.withHubs("hub-a"));
        time.advance(Duration.ofMinutes(1));

        assertThat(hub(register(device.withHubs("hub-b").later("hub-a")))).isEqualTo("hub-b.azure-devices.net");
        time.advance(Duration.ofMinutes(1));

        assertThat(kind(deleted(device, "hub-a"))).isEqualTo(Kind.NOTED_DELETED);
        assertThat(kind(deleted(device, "hub-b"))).isEqualTo(Kind.RETIRED);
    }

    @Test
    void dpsIsAskedToTryAgainWhileTheStoreIsDownAndThenGetsItsTwin() throws IOException {
        AllocationRequests device = AllocationRequests.group().withModel(MODEL);
        store.failNext(Operation.CREATE, down);

        WebhookResponse response = webhook().build().handle(device.json());
        assertThat(response.status()).isEqualTo(503);
        assertThat(store.peek(TWIN)).isEmpty();

        assertThat(hub(register(device))).endsWith(".azure-devices.net");
        assertThat(store.peek(TWIN)).isPresent();
    }

    @Test
    void aDeviceAllocatedWhileTheStoreWasDownGetsItsTwinFromItsCreationEvent() throws IOException {
        AllocationRequests device = AllocationRequests.group().withModel(MODEL);
        store.failNext(Operation.CREATE, down);

        WebhookResponse response = webhook()
                .whenTwinStoreFails(WhenTwinStoreFails.ALLOCATE_NOW)
                .build()
                .handle(device.json());
        String hub = hub(response);
        assertThat(json(response).at("/initialTwin/tags/dtmi").asText()).isEqualTo(MODEL);
        assertThat(json(response).at("/initialTwin/tags").has("dtId")).isFalse();

        EventEnvelope creation = LifecycleEvents.deviceCreated()
                .withHub(HubName.of(hub).value())
                .withTime(time.now().toString())
                .withModelTag(MODEL)
                .envelope();
        assertThat(kind(creation)).as("not yet in the registry").isEqualTo(Kind.IGNORED);
        registry.register(HubName.of(hub), new DeviceId(LifecycleEvents.DEVICE_ID));
        assertThat(kind(creation)).isEqualTo(Kind.CREATED);

        time.advance(Duration.ofMinutes(1));
        hub(register(device.later(hub)));
        assertThat(store.count(Operation.CREATE)).as("no second twin").isEqualTo(2);
    }

    @Test
    void nothingThatHappensToAModuleTouchesTheTwin() {
        register(AllocationRequests.group().withModel(MODEL));
        time.advance(Duration.ofMinutes(1));
        var before = store.peek(TWIN);

        for (LifecycleEvents module : List.of(
                LifecycleEvents.moduleCreated(),
                LifecycleEvents.moduleDeleted(),
                LifecycleEvents.moduleIdentityCreated(),
                LifecycleEvents.moduleIdentityDeleted(),
                LifecycleEvents.moduleDeleted().withPropertiesAsBytes(),
                LifecycleEvents.moduleDeleted().withoutSystemProperties().withoutBody())) {
            for (String hub : List.of("hub-a", "hub-b", "hub-c")) {
                assertThat(kind(module.withHub(hub)
                                .withTime(time.now().toString())
                                .envelope()))
                        .isEqualTo(Kind.IGNORED);
            }
        }
        assertThat(store.peek(TWIN)).isEqualTo(before).isPresent();
    }

    @Test
    void poisonIsParkedAsReceivedAndHoldsNobodyUp() throws IOException {
        AllocationRequests device = AllocationRequests.group().withModel(MODEL);
        String hub = hub(register(device));
        time.advance(Duration.ofMinutes(1));
        EventEnvelope poison = LifecycleEvents.deviceDeleted()
                .withoutProperty("operationTimestamp")
                .withoutSystemProperty("iothub-enqueuedtime")
                .withBody(new byte[] {1, 2, 3})
                .envelope();

        List<EventResult> results =
                events.processAll(List.of(LifecycleEvents.telemetry().envelope(), poison, deleted(device, hub)));

        assertThat(results).allMatch(EventResult::isSafe);
        assertThat(results.get(1)).isInstanceOf(EventResult.Parked.class);
        assertThat(parked.letters())
                .singleElement()
                .extracting(DeadLetter::event)
                .isSameAs(poison);
        assertThat(store.peek(TWIN)).as("the event behind it was handled").isEmpty();
    }

    @Test
    void anEventThatTheStoreCannotHandleIsParkedAndCanBeReplayed() throws IOException {
        AllocationRequests device = AllocationRequests.group().withModel(MODEL);
        String hub = hub(register(device));
        time.advance(Duration.ofMinutes(1));
        for (int attempt = 0; attempt < 50; attempt++) {
            store.failNext(Operation.DELETE, down);
        }
        assertThat(events.process(deleted(device, hub))).isInstanceOf(EventResult.Parked.class);
        assertThat(store.peek(TWIN)).isPresent();

        while (store.peek(TWIN).isPresent()) {
            events.process(parked.letters().get(0).event());
        }
        assertThat(parked.letters().get(0).kind()).isEqualTo("STORE_UNAVAILABLE");
    }

    @Test
    void aHostileBodyGetsAClearAnswerAndNothingElse() throws IOException {
        AllocationRequests device = AllocationRequests.group().withModel(MODEL);
        Map<String, Integer> bodies = Map.of(
                device.withRegistrationId("..").jsonText(), 400,
                device.withRegistrationId("a'or'1").jsonText(), 400,
                device.withRegistrationId("x".repeat(129)).jsonText(), 400,
                device.withModel("dtmi:com:" + "a:".repeat(900) + "b;1").jsonText(), 400,
                device.withModel("dtmi:com:example:" + "_".repeat(2_000)).jsonText(), 400,
                device.withPayload(Map.of("modelId", MODEL, "huge", 1e300))
                                .jsonText()
                                .replace("1.0E300", "1e999"),
                        200,
                device.withPayload(Map.of("modelId", MODEL, "odd", 0.5))
                                .jsonText()
                                .replace("0.5", "NaN"),
                        400,
                device.withPayload(Map.of("modelId", MODEL, "half", "HALF"))
                                .jsonText()
                                .replace("HALF", "\\ud83d"),
                        200,
                device.withHubs("hub-a").jsonText().replace("hub-a.azure-devices.net", ".x"), 400,
                device.withHubs().jsonText(), 400);
        for (Map.Entry<String, Integer> body : bodies.entrySet()) {
            WebhookResponse response = webhook().build().handle(body.getKey().getBytes(StandardCharsets.UTF_8));
            assertThat(response.status())
                    .as("%s%n%s", body.getKey(), response.bodyAsText())
                    .isEqualTo(body.getValue());
            if (response.status() == 400) {
                assertThat(json(response).at("/error/code").asText()).isNotEmpty();
            }
        }
    }

    private ProvisioningWebhook.Builder webhook() {
        return ProvisioningWebhook.builder(AllocationPolicies.standard(), new TwinProvisioner(store, settings))
                .time(time);
    }

    private WebhookResponse register(AllocationRequests device) {
        return webhook().build().handle(device.json());
    }

    private static String hub(WebhookResponse response) throws IOException {
        assertThat(response.status()).as(response.bodyAsText()).isEqualTo(200);
        return json(response).get("iotHubHostName").asText();
    }

    private Kind kind(EventEnvelope event) {
        EventResult result = events.process(event);
        assertThat(result).isInstanceOf(EventResult.Handled.class);
        return ((EventResult.Handled) result).outcome().kind();
    }

    private EventEnvelope created(AllocationRequests device, String hub) {
        return of(LifecycleEvents.deviceCreated(), device, hub);
    }

    private EventEnvelope deleted(AllocationRequests device, String hub) {
        return of(LifecycleEvents.deviceDeleted(), device, hub);
    }

    private EventEnvelope of(LifecycleEvents event, AllocationRequests device, String hub) {
        return event.withHub(HubName.of(hub).value())
                .withDeviceId(device.request().deviceId().value())
                .withTime(time.now().toString())
                .envelope();
    }

    private static JsonNode json(WebhookResponse response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
