package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.world.VirtualHub;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Many devices in one request, each on its own: what fails does not undo the others. Not documented, so a guess: 400 if any fails.
 *
 * @param hub the hub
 */
record BulkRoutes(VirtualHub hub) {

    private static final int MAX_DEVICES = 100;
    private static final Set<String> MODES =
            Set.of("create", "update", "updateifmatchetag", "createorupdate", "delete", "deleteifmatchetag");

    /** Empty if it is none. */
    Optional<Answer> answer(HubRequest request) {
        return request.is("POST", "devices") ? Optional.of(bulk(request)) : Optional.empty();
    }

    private Answer bulk(HubRequest request) {
        if (!(Json.parse(request.body()) instanceof List<?> list) || list.size() > MAX_DEVICES) {
            return HubAnswers.badRequest("the body must be an array of " + MAX_DEVICES + " devices at most");
        }
        List<Map<String, Object>> devices = new ArrayList<>();
        for (Object each : list) {
            Map<String, Object> device = Json.asObject(each);
            if (device == null) {
                return HubAnswers.badRequest("the body must be an array of objects");
            }
            if (!MODES.contains(mode(device))
                    || device.containsKey("moduleId")
                    || device.containsKey("tags")
                    || device.containsKey("properties")) {
                return HubAnswers.notImitated("bulk requests with modules, twins or import modes other than " + MODES);
            }
            devices.add(device);
        }
        List<Map<String, Object>> errors = new ArrayList<>();
        devices.forEach(device -> apply(device).ifPresent(errors::add));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("isSuccessful", errors.isEmpty());
        result.put("errors", errors);
        result.put("warnings", List.of());
        return HubAnswers.json(errors.isEmpty() ? 200 : 400, result, Map.of());
    }

    private Optional<Map<String, Object>> apply(Map<String, Object> json) {
        String id = String.valueOf(json.get("id"));
        try {
            apply(new DeviceId(id), json);
            return Optional.empty();
        } catch (WorldRefusal e) {
            return Optional.of(error(id, e.errorCode(), String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            return Optional.of(error(id, 400_004, String.valueOf(e.getMessage())));
        }
    }

    private void apply(DeviceId id, Map<String, Object> json) {
        IdentityRequest identity = new IdentityRequest(json);
        Optional<String> etag = Optional.ofNullable(json.get("etag")).map(String::valueOf);
        switch (mode(json)) {
            case "create" -> hub.identities().create(id, identity.settings());
            case "update" -> hub.identities().update(id, identity.settings(), Optional.empty());
            case "updateifmatchetag" -> hub.identities().update(id, identity.settings(), etag);
            case "delete" -> hub.identities().delete(id, Optional.empty());
            case "deleteifmatchetag" -> hub.identities().delete(id, etag);
            default -> createOrUpdate(id, identity);
        }
    }

    private void createOrUpdate(DeviceId id, IdentityRequest identity) {
        if (hub.find(id).isPresent()) {
            hub.identities().update(id, identity.settings(), Optional.empty());
        } else {
            hub.identities().create(id, identity.settings());
        }
    }

    private static String mode(Map<String, Object> json) {
        return String.valueOf(json.getOrDefault("importMode", "create")).toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> error(String id, int code, String status) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("deviceId", id);
        error.put("errorCode", code);
        error.put("errorStatus", status);
        return error;
    }
}
