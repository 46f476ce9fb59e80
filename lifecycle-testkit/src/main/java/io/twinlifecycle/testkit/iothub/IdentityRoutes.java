package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.world.DeviceIdentity;
import io.twinlifecycle.testkit.world.ModuleIdentity;
import io.twinlifecycle.testkit.world.TwinOwner;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity registry. PUT creates unless there is an {@code If-Match}, with which it updates. Not documented, so a guess: DELETE without
 * one deletes whatever is there.
 *
 * @param hub the hub
 */
record IdentityRoutes(VirtualHub hub) {

    /** What the service gives in one list at most. */
    private static final int MAX_LIST = 1_000;

    /** Empty if it is none of these. */
    Optional<Answer> answer(HubRequest request) {
        if (request.is("GET", "devices")) {
            return Optional.of(list(request));
        } else if (request.is("GET", "statistics", "devices")) {
            return Optional.of(statistics());
        } else if (request.is("GET", "statistics", "service")) {
            long connected = hub.devices().stream()
                    .filter(device -> hub.isConnected(device.id()))
                    .count();
            return Optional.of(HubAnswers.json(Map.of("connectedDeviceCount", connected)));
        } else if (request.path().is("devices", "*")) {
            return device(request);
        } else if (request.is("GET", "devices", "*", "modules")) {
            return Optional.of(HubAnswers.json(hub.identities().modules(request.device()).stream()
                    .map(HubDocuments::module)
                    .toList()));
        } else if (request.path().is("devices", "*", "modules", "*")) {
            return module(request);
        }
        return Optional.empty();
    }

    private Optional<Answer> device(HubRequest request) {
        return switch (request.method()) {
            case "GET" ->
                Optional.of(
                        tagged(hub.twins().view(TwinOwner.of(request.device())).device()));
            case "PUT" -> Optional.of(tagged(put(request, IdentityRequest.parse(request.body(), request.path()))));
            case "DELETE" -> {
                hub.identities().delete(request.device(), request.ifMatch());
                yield Optional.of(HubAnswers.nothing());
            }
            default -> Optional.empty();
        };
    }

    private DeviceIdentity put(HubRequest request, IdentityRequest identity) {
        return request.hasIfMatch()
                ? hub.identities().update(request.device(), identity.settings(), request.ifMatch())
                : hub.identities().create(request.device(), identity.settings());
    }

    private Optional<Answer> module(HubRequest request) {
        String id = request.path().module();
        return switch (request.method()) {
            case "GET" -> Optional.of(tagged(hub.identities().module(request.device(), id)));
            case "PUT" -> Optional.of(tagged(put(request, id)));
            case "DELETE" -> {
                hub.identities().deleteModule(request.device(), id, request.ifMatch());
                yield Optional.of(HubAnswers.nothing());
            }
            default -> Optional.empty();
        };
    }

    private ModuleIdentity put(HubRequest request, String id) {
        IdentityRequest module = IdentityRequest.parse(request.body(), request.path());
        return request.hasIfMatch()
                ? hub.identities()
                        .updateModule(
                                request.device(), id, module.authentication(), module.managedBy(), request.ifMatch())
                : hub.identities().createModule(request.device(), id, module.authentication(), module.managedBy());
    }

    private Answer list(HubRequest request) {
        int top = request.parameter("top").map(Integer::parseInt).orElse(MAX_LIST);
        if (top < 1 || top > MAX_LIST) {
            return HubAnswers.badRequest("top must be 1 to " + MAX_LIST);
        }
        return HubAnswers.json(
                hub.devices().stream().limit(top).map(this::document).toList());
    }

    private Answer statistics() {
        List<DeviceIdentity> devices = hub.devices();
        long enabled = devices.stream().filter(DeviceIdentity::enabled).count();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("totalDeviceCount", devices.size());
        json.put("enabledDeviceCount", enabled);
        json.put("disabledDeviceCount", devices.size() - enabled);
        return HubAnswers.json(json);
    }

    private Answer tagged(DeviceIdentity device) {
        return HubAnswers.tagged(document(device), device.etag());
    }

    private static Answer tagged(ModuleIdentity module) {
        return HubAnswers.tagged(HubDocuments.module(module), module.etag());
    }

    private Map<String, @Nullable Object> document(DeviceIdentity device) {
        return HubDocuments.device(device, hub.connection(device.id()));
    }
}
