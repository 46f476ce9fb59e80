package io.twinlifecycle.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationRequest;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.provisioning.InitialTwinMode;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer's writer. The input is a JSON object that says what the user's policy, template and response payload return: {@code hub} or
 * {@code refuse}, {@code rule}, {@code tags}, {@code desired}, {@code payload}. Whatever they do: 200 with a linked hub and no more than
 * DPS takes, or a refusal; nothing is thrown.
 */
final class AnswerTarget implements FuzzTarget {

    private static final int MAX_BYTES = 96 * 1024;

    private static final byte[] REQUEST = AllocationRequests.group().json();

    @Override
    public String name() {
        return "answer";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "{\"hub\":\"hub-a.azure-devices.net\",\"rule\":\"mine\",\"tags\":{\"floor\":\"2\"},\"payload\":{\"a\":[1,null]}}",
                        "{\"hub\":\"HUB-B\",\"desired\":{\"state\":{\"rate\":1.5,\"on\":true}}}",
                        "{\"hub\":\"hub-z\",\"rule\":\"other\"}",
                        "{\"refuse\":\"not this one\",\"rule\":\"deny\"}",
                        "{\"defer\":\"all are full\",\"rule\":\"least-loaded\"}",
                        "{\"hub\":\"hub-c\",\"tags\":{\"a.b\":1,\"$c\":{\"d e\":2}},\"payload\":{\"big\":1e400}}",
                        "{\"hub\":\"hub-c\",\"payload\":{\"text\":\"\\ud83d\\ude00 \\u2028 \\u0000\"}}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        Optional<JsonNode> wanted = FuzzedJson.read(data).filter(JsonNode::isObject);
        if (wanted.isEmpty()) {
            return;
        }
        WebhookResponse response = webhook(wanted.get()).handle(REQUEST);
        JsonNode answer = FuzzedJson.answer(response.body());
        if (response.status() == 200) {
            String hub = answer.path("iotHubHostName").asText();
            Must.hold(AllocationRequests.HUBS.contains(hub), () -> "hub " + hub + " is not linked");
            Must.hold(response.body().length <= MAX_BYTES, () -> "an answer of " + response.body().length + " bytes");
            checkNames(answer.path("initialTwin").path("tags"));
        } else {
            Must.hold(
                    response.status() == 400
                            || (response.status() == 503 && wanted.get().has("defer")),
                    () -> response.status() + " " + answer);
            boolean saysNothing = wanted.get().path("refuse").asText("none").isEmpty();
            Must.hold(
                    saysNothing
                            || !answer.path("error").path("message").asText().isEmpty(),
                    () -> "no reason");
        }
    }

    private static void checkNames(JsonNode tags) {
        tags.properties().forEach(tag -> {
            Must.hold(
                    !tag.getKey().isEmpty() && tag.getKey().chars().noneMatch(c -> c == '.' || c == '$' || c == ' '),
                    () -> "a tag is named " + tag.getKey());
            checkNames(tag.getValue());
        });
    }

    private static ProvisioningWebhook webhook(JsonNode wanted) {
        return ProvisioningWebhook.builder(
                        request -> decision(wanted),
                        request -> new TwinResult.Ready(new TwinId("t"), request.model(), TwinResult.Change.CREATED))
                .initialTwinMode(InitialTwinMode.ALWAYS)
                .initialTwin(
                        (request, model, twin) -> new InitialTwin(object(wanted, "tags"), object(wanted, "desired")))
                .responsePayload((AllocationRequest request, HubHost hub) -> object(wanted, "payload"))
                .build();
    }

    private static AllocationDecision decision(JsonNode wanted) {
        String rule = wanted.path("rule").asText("fuzzed");
        if (wanted.has("refuse")) {
            return new AllocationDecision.Refuse(
                    new Refusal(
                            ReasonCode.DEVICE_NOT_ALLOWED, wanted.path("refuse").asText()),
                    rule);
        }
        if (wanted.has("defer")) {
            return new AllocationDecision.Defer(wanted.path("defer").asText(), rule);
        }
        String hub = wanted.path("hub").asText();
        return HubHost.isValid(hub)
                ? new AllocationDecision.Assign(new HubHost(hub), rule)
                : new AllocationDecision.Abstain(rule, wanted.path("hub").asText());
    }

    private static Map<String, Object> object(JsonNode wanted, String name) {
        return value(wanted.path(name)) instanceof Map<?, ?> map ? cast(map) : Map.of();
    }

    @SuppressWarnings("unchecked") // value made it
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** Numbers that no JSON can hold come from code, so they do here too. */
    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(each -> list.add(value(each)));
            return list;
        }
        if (node.isNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : (Object) node.doubleValue();
        }
        return node.isTextual() ? node.textValue() : node.isBoolean() ? node.booleanValue() : null;
    }
}
