package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.world.TwinOwner;
import io.twinlifecycle.testkit.world.TwinView;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Twins of devices and modules.
 *
 * @param hub the hub
 */
record TwinRoutes(VirtualHub hub) {

    /** Empty if it is none of these. */
    Optional<Answer> answer(HubRequest request) {
        if (request.path().is("twins", "*")) {
            return answer(request, TwinOwner.of(request.device()));
        }
        if (request.path().is("twins", "*", "modules", "*")) {
            return answer(request, TwinOwner.of(request.device(), request.path().module()));
        }
        return Optional.empty();
    }

    private Optional<Answer> answer(HubRequest request, TwinOwner owner) {
        switch (request.method()) {
            case "GET" -> {}
            case "PATCH" -> {
                Map<String, Object> json = object(request.body());
                hub.twins().update(owner, section(json, "tags"), desired(json), request.ifMatch());
            }
            case "PUT" -> {
                Map<String, Object> json = object(request.body());
                hub.twins()
                        .replace(
                                owner,
                                section(json, "tags").orElse(Map.of()),
                                desired(json).orElse(Map.of()),
                                request.ifMatch());
            }
            default -> {
                return Optional.empty();
            }
        }
        TwinView view = hub.twins().view(owner);
        return Optional.of(
                HubAnswers.tagged(HubDocuments.twin(view), view.twin().etag()));
    }

    private static Optional<Map<String, Object>> desired(Map<String, Object> json) {
        return section(json, "properties").flatMap(properties -> section(properties, "desired"));
    }

    /** Without what clients send along after they read the twin, and cannot set. */
    private static Optional<Map<String, Object>> section(Map<String, Object> json, String name) {
        Object value = json.get(name);
        Map<String, Object> section = Json.asObject(value);
        if (value != null && section == null) {
            throw new IllegalArgumentException(name + " is no JSON object");
        }
        return Optional.ofNullable(section).map(LinkedHashMap::new).map(copy -> {
            copy.remove("$metadata");
            copy.remove("$version");
            copy.remove("$etag");
            return copy;
        });
    }

    private static Map<String, Object> object(byte[] body) {
        return Optional.ofNullable(Json.asObject(Json.parse(body)))
                .orElseThrow(() -> new IllegalArgumentException("the body is no JSON object"));
    }
}
