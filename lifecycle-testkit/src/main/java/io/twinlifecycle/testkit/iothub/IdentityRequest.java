package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.world.DeviceSettings;
import io.twinlifecycle.testkit.world.HubAuthentication;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request says of a device or a module. What it does not say gets the service's defaults; keys that it does not give are made,
 * also when an identity is changed. What is malformed is refused with {@link IllegalArgumentException}.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param json the identity as the service's REST reference has it
 */
public record IdentityRequest(Map<String, Object> json) {

    /**
     * The identity in a body.
     *
     * @throws IllegalArgumentException if it is no object, or has another id than the path
     */
    static IdentityRequest parse(byte[] body, HubPath path) {
        Map<String, Object> json = Json.asObject(Json.parse(body));
        if (json == null) {
            throw new IllegalArgumentException("the body is no JSON object");
        }
        requireSame("deviceId", json, path.device());
        if (!path.module().isEmpty()) {
            requireSame("moduleId", json, path.module());
        }
        return new IdentityRequest(json);
    }

    /** What it says of a device. */
    public DeviceSettings settings() {
        boolean isEdge = Boolean.TRUE.equals(object(json, "capabilities").get("iotEdge"));
        return new DeviceSettings(enabled(), text(json, "statusReason"), authentication(), isEdge);
    }

    /** How the device or module proves who it is. */
    public HubAuthentication authentication() {
        Map<String, Object> authentication = object(json, "authentication");
        String wanted = text(authentication, "type").orElse(HubAuthentication.Type.SAS.wireName());
        HubAuthentication.Type type = Arrays.stream(HubAuthentication.Type.values())
                .filter(each -> each.wireName().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "authentication.type is none of sas, selfSigned, certificateAuthority and none"));
        Map<String, Object> thumbprints = object(authentication, "x509Thumbprint");
        return new HubAuthentication(
                type,
                type == HubAuthentication.Type.SAS
                        ? Optional.of(keys(object(authentication, "symmetricKey")))
                        : Optional.empty(),
                text(thumbprints, "primaryThumbprint"),
                text(thumbprints, "secondaryThumbprint"));
    }

    /** Who looks after a module. */
    public Optional<String> managedBy() {
        return text(json, "managedBy");
    }

    private boolean enabled() {
        String status = text(json, "status").orElse("enabled");
        if (!status.equalsIgnoreCase("enabled") && !status.equalsIgnoreCase("disabled")) {
            throw new IllegalArgumentException("status is neither enabled nor disabled");
        }
        return status.equalsIgnoreCase("enabled");
    }

    private static SymmetricKeys keys(Map<String, Object> json) {
        SymmetricKeys made = SymmetricKeys.generate();
        return new SymmetricKeys(
                text(json, "primaryKey").orElse(made.primary()),
                text(json, "secondaryKey").orElse(made.secondary()));
    }

    private static void requireSame(String name, Map<String, Object> json, String inPath) {
        if (json.get(name) != null && !inPath.equals(json.get(name))) {
            throw new IllegalArgumentException("the body has another " + name + " than the path");
        }
    }

    private static Map<String, Object> object(Map<String, Object> json, String name) {
        return Objects.requireNonNullElse(Json.asObject(json.get(name)), Map.of());
    }

    /** An empty text counts as none: Node's client sends such keys for "make some". */
    private static Optional<String> text(Map<String, Object> json, String name) {
        return json.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
