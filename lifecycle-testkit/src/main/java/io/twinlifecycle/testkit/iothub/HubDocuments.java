package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.internal.WireTime;
import io.twinlifecycle.testkit.world.DeviceConnection;
import io.twinlifecycle.testkit.world.DeviceIdentity;
import io.twinlifecycle.testkit.world.HubAuthentication;
import io.twinlifecycle.testkit.world.ModuleIdentity;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.testkit.world.TwinView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Identities and twins as JSON, as the service's REST reference and SDKs have them. */
final class HubDocuments {

    private static final String NEVER = "0001-01-01T00:00:00Z";

    private HubDocuments() {}

    static Map<String, @Nullable Object> device(DeviceIdentity device, DeviceConnection connection) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("deviceId", device.id().value());
        json.put("generationId", device.generationId());
        json.put("etag", device.etag());
        json.put("connectionState", state(connection));
        json.put("status", status(device));
        json.put("statusReason", device.settings().statusReason().orElse(null));
        json.put("connectionStateUpdatedTime", time(connection.changed()));
        json.put("statusUpdatedTime", time(device.statusUpdated()));
        json.put("lastActivityTime", time(connection.lastActivity()));
        json.put("cloudToDeviceMessageCount", 0);
        json.put("capabilities", Map.of("iotEdge", device.iotEdge()));
        json.put("authentication", authentication(device.settings().authentication()));
        return json;
    }

    static Map<String, @Nullable Object> module(ModuleIdentity module) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("moduleId", module.id());
        json.put("managedBy", module.managedBy().orElse(null));
        json.put("deviceId", module.device().value());
        json.put("generationId", module.generationId());
        json.put("etag", module.etag());
        json.put("connectionState", "Disconnected");
        json.put("connectionStateUpdatedTime", NEVER);
        json.put("lastActivityTime", NEVER);
        json.put("cloudToDeviceMessageCount", 0);
        json.put("authentication", authentication(module.authentication()));
        return json;
    }

    static Map<String, Object> twin(TwinView view) {
        HubAuthentication authentication = view.module()
                .map(ModuleIdentity::authentication)
                .orElse(view.device().settings().authentication());
        boolean isConnected = view.module().isEmpty() && view.connection().connected();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("deviceId", view.device().id().value());
        view.module().ifPresent(module -> json.put("moduleId", module.id()));
        json.put("etag", view.twin().etag());
        json.put(
                "deviceEtag",
                view.module().map(ModuleIdentity::etag).orElse(view.device().etag()));
        json.put("status", status(view.device()));
        view.device().settings().statusReason().ifPresent(reason -> json.put("statusReason", reason));
        json.put("statusUpdateTime", time(view.device().statusUpdated()));
        json.put("connectionState", isConnected ? "Connected" : "Disconnected");
        json.put("lastActivityTime", time(view.connection().lastActivity()));
        json.put("cloudToDeviceMessageCount", 0);
        json.put("authenticationType", authentication.type().wireName());
        json.put("x509Thumbprint", thumbprints(authentication));
        json.put("modelId", "");
        json.put("version", view.twin().version());
        if (!view.twin().tags().isEmpty()) {
            json.put("tags", view.twin().tags());
        }
        String created = WireTime.of(view.device().created());
        json.put(
                "properties",
                Map.of(
                        "desired", view.twin().desired().document(created),
                        "reported", view.twin().reported().document(created)));
        json.put("capabilities", Map.of("iotEdge", view.device().iotEdge()));
        return json;
    }

    private static Map<String, Object> authentication(HubAuthentication authentication) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("primaryKey", authentication.keys().map(SymmetricKeys::primary).orElse(null));
        keys.put(
                "secondaryKey",
                authentication.keys().map(SymmetricKeys::secondary).orElse(null));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("symmetricKey", keys);
        json.put("x509Thumbprint", thumbprints(authentication));
        json.put("type", authentication.type().wireName());
        return json;
    }

    private static Map<String, @Nullable Object> thumbprints(HubAuthentication authentication) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("primaryThumbprint", authentication.primaryThumbprint().orElse(null));
        json.put("secondaryThumbprint", authentication.secondaryThumbprint().orElse(null));
        return json;
    }

    private static String state(DeviceConnection connection) {
        return connection.connected() ? "Connected" : "Disconnected";
    }

    private static String status(DeviceIdentity device) {
        return device.enabled() ? "enabled" : "disabled";
    }

    private static String time(Optional<Instant> time) {
        return time.map(WireTime::of).orElse(NEVER);
    }
}
