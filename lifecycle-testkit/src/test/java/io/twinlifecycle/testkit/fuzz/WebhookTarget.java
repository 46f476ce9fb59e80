package io.twinlifecycle.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.AllocationRequest;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.ProvisioningRecord;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The webhook's parser. Whatever the body: 200 with a hub that the body links, or 400 with a code and a sentence that fits a log; the same
 * body in another spelling is answered the same; and what a device proves itself with, or says beside its model, changes no refusal.
 */
final class WebhookTarget implements FuzzTarget {

    private static final int MAX_MESSAGE = 1_000;

    private Optional<AllocationRequest> seen = Optional.empty();

    private final ProvisioningWebhook webhook = ProvisioningWebhook.builder(
                    AllocationPolicies.standard(), WebhookTarget::found)
            .listener(this::remember)
            .build();

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<byte[]> seeds() {
        AllocationRequests group = AllocationRequests.group();
        AllocationRequests individual = AllocationRequests.individual();
        List<byte[]> seeds = new ArrayList<>(Stream.of(
                        group,
                        individual.withDeviceId("Device#1").withX509(),
                        individual.withTpm().withIotEdge(),
                        group.later().withReprovisionPolicy(ReprovisionPolicy.RESET),
                        group.later("hub-z").withOddPropertyCase(),
                        group.withReprovisionPolicy(ReprovisionPolicy.NEVER).later(),
                        group.withPayload("{\"modelId\":\"dtmi:a;1\",\"key\":\"Zm9yYmlkZGVu\"}"),
                        group.withPayload(List.of(1, "two", false)),
                        group.withoutPayload()
                                .withInitialTwin(Map.of("dtmi", "dtmi:a;1", "n", 1.5e300), Map.of("r", 5)),
                        group.withExtraProperty("future", Map.of("a", List.of(1, 2), "b", "\ud83d\ude00")),
                        individual.withAttestation("symmetricKey", Map.of("primaryKey", "Zm9yYmlkZGVu")))
                .map(AllocationRequests::json)
                .toList());
        seeds.add(group.jsonText().getBytes(StandardCharsets.UTF_16));
        seeds.add(group.jsonText().getBytes(StandardCharsets.UTF_16LE));
        seeds.add(("\ufeff" + group.jsonText()).getBytes(StandardCharsets.UTF_8));
        return seeds;
    }

    @Override
    public void run(byte[] data) {
        WebhookResponse response = webhook.handle(data);
        Optional<AllocationRequest> request = seen;
        JsonNode answer = FuzzedJson.answer(response.body());
        if (response.status() == 200) {
            checkAllocation(answer, request.orElseThrow());
        } else {
            checkRefusal(response.status(), answer);
        }
        request.ifPresent(parsed -> Must.beFitForALog(
                parsed + " " + parsed.enrollment() + parsed.enrollment().initialTwin() + parsed.attestation(), 20_000));
        if (!answer.path("error").path("code").asText().startsWith("BODY_")) {
            checkOtherSpellings(data, response);
        }
    }

    /** As the library's own factory does it: some device's ids, such as two dots, can be no twin's. */
    private static TwinResult found(TwinRequest request) {
        String id = request.deviceId().value().toLowerCase(Locale.ROOT);
        return TwinId.isValid(id)
                ? new TwinResult.Ready(new TwinId(id), request.model(), TwinResult.Change.CREATED)
                : new TwinResult.Refused(new Refusal(ReasonCode.TWIN_REFUSED, "this id can be no twin's"));
    }

    private void remember(ProvisioningRecord answered) {
        seen = answered.request();
    }

    private static void checkAllocation(JsonNode answer, AllocationRequest request) {
        String hub = answer.path("iotHubHostName").asText();
        Must.hold(
                request.linkedHubs().stream().map(HubHost::value).anyMatch(hub::equals),
                () -> "hub " + hub + " is not linked");
        JsonNode tags = answer.path("initialTwin").path("tags");
        if (request.isFirst()) {
            Must.hold(TwinId.isValid(tags.path("dtId").asText()), () -> "the tag dtId is " + tags.path("dtId"));
            Must.hold(ModelId.isValid(tags.path("dtmi").asText()), () -> "the tag dtmi is " + tags.path("dtmi"));
        }
    }

    static void checkRefusal(int status, JsonNode answer) {
        Must.hold(status == 400, () -> "status " + status + " " + answer);
        ReasonCode.valueOf(answer.path("error").path("code").asText());
        String message = answer.path("error").path("message").asText();
        Must.hold(!message.isEmpty(), () -> "a refusal without a reason");
        Must.beFitForALog(message, MAX_MESSAGE);
    }

    private void checkOtherSpellings(byte[] data, WebhookResponse response) {
        Optional<JsonNode> tree = FuzzedJson.read(data);
        if (tree.isEmpty() || hasLongNumber(data) || hasLongName(tree.get())) {
            return;
        }
        FuzzedJson.write(tree.get())
                .ifPresent(same -> Must.hold(
                        isSame(response, webhook.handle(same)),
                        () -> "the same body in another spelling is answered otherwise"));
        if (response.status() != 200) {
            blank(tree.get());
            FuzzedJson.write(tree.get())
                    .ifPresent(other -> Must.hold(
                            isSame(response, webhook.handle(other)), () -> "a secret makes a difference to a refusal"));
        }
    }

    private static boolean isSame(WebhookResponse first, WebhookResponse second) {
        return first.status() == second.status() && first.bodyAsText().equals(second.bodyAsText());
    }

    /** Numbers near the limit of their length may pass it when they are spelt otherwise. */
    private static boolean hasLongNumber(byte[] data) {
        int digits = 0;
        for (byte b : data) {
            digits = b >= '0' && b <= '9' ? digits + 1 : b == 0 || b == '.' ? digits : 0;
            if (digits > 60) {
                return true;
            }
        }
        return false;
    }

    /** A name's length is counted in the bytes of its encoding, so one near the limit may pass it in another encoding. */
    private static boolean hasLongName(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().length() > 250) {
                return true;
            }
        }
        for (JsonNode inner : node) {
            if (hasLongName(inner)) {
                return true;
            }
        }
        return false;
    }

    /** Other texts, as long as before, in what the device proves itself with and in what it says beside its model. */
    private static void blank(JsonNode root) {
        root.properties().forEach(field -> {
            if (field.getKey().equalsIgnoreCase("deviceRuntimeContext")) {
                field.getValue().properties().forEach(part -> {
                    String name = part.getKey().toLowerCase(Locale.ROOT);
                    if (List.of("symmetrickey", "x509", "tpm", "payload").contains(name)) {
                        blankTexts(part.getValue(), name.equals("payload"));
                    }
                });
            }
        });
    }

    private static void blankTexts(JsonNode node, boolean keepModel) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue().isTextual()
                        && !(keepModel && field.getKey().equals("modelId"))) {
                    field.setValue(TextNode.valueOf(
                            "x".repeat(field.getValue().textValue().length())));
                } else {
                    blankTexts(field.getValue(), false);
                }
            });
        } else {
            node.forEach(inner -> blankTexts(inner, false));
        }
    }
}
