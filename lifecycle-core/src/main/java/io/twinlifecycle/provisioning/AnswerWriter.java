package io.twinlifecycle.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.Texts;
import io.twinlifecycle.TwinId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes what DPS is answered, and checks it first: what DPS or IoT Hub would drop or refuse never leaves. Safe for use by many threads. */
final class AnswerWriter {

    /** The largest message that DPS takes (its page of quotas and limits). */
    static final int MAX_BYTES = 96 * 1024;

    private static final ObjectWriter JSON = new ObjectMapper().writer();

    private final InitialTwinMode mode;
    private final InitialTwinTemplate template;
    private final ResponsePayload payload;

    AnswerWriter(InitialTwinMode mode, InitialTwinTemplate template, ResponsePayload payload) {
        this.mode = mode;
        this.template = template;
        this.payload = payload;
    }

    WebhookResponse allocation(AllocationRequest request, HubHost hub, ModelId model, Optional<TwinId> twin) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("iotHubHostName", hub.value());
        if (wantsInitialTwin(request, hub)) {
            InitialTwin added = template.initialTwin(request, model, twin);
            checkNames("tag", added.tags());
            checkNames("desired property", added.desired());
            InitialTwin initialTwin = merged(request.enrollment().initialTwin(), added);
            // Not Map.of, whose order differs from process to process: the same request gets the same bytes.
            Map<String, Object> twinJson = new LinkedHashMap<>();
            twinJson.put("tags", initialTwin.tags());
            twinJson.put("properties", Map.of("desired", initialTwin.desired()));
            answer.put("initialTwin", twinJson);
        }
        Map<String, Object> forDevice = payload.payload(request, hub);
        if (!forDevice.isEmpty()) {
            answer.put("payload", forDevice);
        }
        byte[] body = bytes(answer);
        if (body.length > MAX_BYTES) {
            throw LifecycleException.refused(
                    ReasonCode.ANSWER_INVALID,
                    "the answer has " + body.length + " bytes, and DPS takes at most " + MAX_BYTES
                            + "; make the initial twin or the response payload smaller");
        }
        return new WebhookResponse(200, body);
    }

    WebhookResponse refusal(Refusal refusal) {
        return error(400, refusal.code().name(), refusal.message());
    }

    WebhookResponse tryAgain(String code, String message) {
        return error(503, code, message);
    }

    private static WebhookResponse error(int status, String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return new WebhookResponse(status, bytes(Map.of("error", error)));
    }

    private boolean wantsInitialTwin(AllocationRequest request, HubHost hub) {
        return switch (mode) {
            case ALWAYS -> true;
            case NEVER -> false;
            case WHEN_HONOURED ->
                request.current()
                        .map(current -> !current.hub().equals(hub)
                                && request.enrollment().reprovisionPolicy() == Enrollment.ReprovisionPolicy.RESET)
                        .orElse(true);
        };
    }

    private static InitialTwin merged(InitialTwin below, InitialTwin above) {
        Map<String, Object> tags = new LinkedHashMap<>(below.tags());
        tags.putAll(above.tags());
        Map<String, Object> desired = new LinkedHashMap<>(below.desired());
        desired.putAll(above.desired());
        return new InitialTwin(tags, desired);
    }

    /**
     * IoT Hub refuses twins whose tags or desired properties have such names (its developer guide, device twins). What the enrollment
     * brings along was checked by DPS.
     */
    private static void checkNames(String what, Map<String, Object> properties) {
        for (Map.Entry<String, Object> tag : properties.entrySet()) {
            if (tag.getKey().isEmpty() || tag.getKey().chars().anyMatch(AnswerWriter::isForbidden)) {
                throw LifecycleException.refused(
                        ReasonCode.ANSWER_INVALID,
                        "a " + what + " of the initial twin is named " + Texts.quoted(tag.getKey())
                                + "; IoT Hub allows no dot, dollar sign, space or control character there");
            }
            if (tag.getValue() instanceof Map<?, ?> inner) {
                Map<String, Object> names = new LinkedHashMap<>();
                inner.forEach((name, value) -> names.put(String.valueOf(name), value));
                checkNames(what, names);
            }
        }
    }

    private static boolean isForbidden(int c) {
        return c == '.' || c == '$' || c == ' ' || Character.isISOControl(c);
    }

    private static byte[] bytes(Map<String, Object> json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw LifecycleException.refused(
                    ReasonCode.ANSWER_INVALID,
                    "the initial twin or the response payload has a value that is no JSON: use Map, List, String, Number,"
                            + " Boolean or null");
        }
    }
}
