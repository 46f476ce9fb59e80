package io.twinlifecycle.testkit.world;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.RegistrationId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A device's request to be registered, after it proved who it is.
 *
 * @param registrationId the id in the spelling of the device
 * @param group the group through which it proved itself; if empty, and it has no enrollment of its own, the only group that there is
 * @param payload the JSON that it sends along, which goes to the webhook as it is: an object, or, from some clients, a text that holds one
 * @param hubKeys the keys that its hub shall know it by; if empty, those of its enrollment, if that has any
 */
public record RegistrationRequest(
        RegistrationId registrationId,
        Optional<String> group,
        Optional<Object> payload,
        Optional<SymmetricKeys> hubKeys) {

    /** Without keys for the hub. */
    public RegistrationRequest(RegistrationId registrationId, Optional<String> group, Optional<Object> payload) {
        this(registrationId, group, payload, Optional.empty());
    }

    /** Checks and copies. */
    public RegistrationRequest {
        Objects.requireNonNull(hubKeys, "hubKeys");
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(group, "group");
        payload = payload.map(JsonValues::copyValue);
    }

    /** A request without a payload. */
    public static RegistrationRequest of(String registrationId) {
        return new RegistrationRequest(new RegistrationId(registrationId), Optional.empty(), Optional.empty());
    }

    /** It comes through this group. */
    public RegistrationRequest through(String enrollmentGroup) {
        return new RegistrationRequest(registrationId, Optional.of(enrollmentGroup), payload, hubKeys);
    }

    /** It sends this along. */
    public RegistrationRequest withPayload(Object json) {
        return new RegistrationRequest(registrationId, group, Optional.of(json), hubKeys);
    }

    /** Its hub shall know it by these keys, as with a TPM. */
    public RegistrationRequest withHubKeys(SymmetricKeys keys) {
        return new RegistrationRequest(registrationId, group, payload, Optional.of(keys));
    }

    /** It sends a payload that names this model. */
    public RegistrationRequest withModel(String modelId) {
        return withPayload(Map.of("modelId", modelId));
    }
}
