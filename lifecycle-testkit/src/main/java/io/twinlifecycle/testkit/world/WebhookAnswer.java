package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.JsonFields;
import io.twinlifecycle.JsonReader;
import io.twinlifecycle.Texts;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.world.RegistrationRecord.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What DPS makes of the webhook's answer (Microsoft, "Tutorial: Use custom allocation policies", troubleshooting). Nowhere documented, so
 * guesses: a hub that is not linked and a body that cannot be read fail with 400207, as any answer that DPS does not understand.
 */
final class WebhookAnswer {

    /** The largest message that DPS takes (its page of quotas and limits). */
    private static final JsonReader BODY = new JsonReader(96 * 1024, 64, 64 * 1024);

    private WebhookAnswer() {}

    static Decision read(WebhookResponse response, List<HubHost> linked) {
        if (response.status() >= 429) {
            return new Decision.AskAgain(response.status());
        } else if (response.status() == 401) {
            return none(Failure.UNAUTHORIZED, "CustomAllocationUnauthorizedAccess: the webhook answered 401");
        } else if (response.status() != 200) {
            return failed("the webhook answered " + response.status());
        }
        try {
            return allocation(BODY.readObject(response.body()), linked);
        } catch (JsonReader.UnreadableJson e) {
            return failed("the webhook's answer cannot be read: " + e.getMessage());
        }
    }

    static Decision failed(String why) {
        return none(Failure.CUSTOM_ALLOCATION_FAILED, "CustomAllocationFailed: " + why);
    }

    private static Decision none(int code, String message) {
        return new Decision.None(new Failure(code, message));
    }

    private static Decision allocation(Map<String, Object> answer, List<HubHost> linked) {
        Optional<String> chosen = JsonFields.text(answer, "iotHubHostName");
        if (chosen.isEmpty()) {
            return none(
                    Failure.HUB_NOT_SPECIFIED, "CustomAllocationIotHubNotSpecified: the webhook's answer names no hub");
        }
        String host = chosen.get();
        Optional<HubHost> hub = linked.stream()
                .filter(each -> each.value().equalsIgnoreCase(host))
                .findFirst();
        if (hub.isEmpty()) {
            return failed("the webhook chose " + Texts.quoted(host) + ", which is none of the linked hubs " + linked);
        }
        Optional<Map<String, Object>> payload = JsonFields.get(answer, "payload") == null
                ? Optional.empty()
                : Optional.of(JsonFields.object(answer, "payload"));
        return new Decision.Hub(hub.get(), initialTwin(answer), payload);
    }

    private static Optional<InitialTwin> initialTwin(Map<String, Object> answer) {
        if (JsonFields.get(answer, "initialTwin") == null) {
            return Optional.empty();
        }
        Map<String, Object> twin = JsonFields.object(answer, "initialTwin");
        return Optional.of(new InitialTwin(
                JsonFields.object(twin, "tags"), JsonFields.object(JsonFields.object(twin, "properties"), "desired")));
    }
}
