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
 */
public record RegistrationRequest(RegistrationId registrationId, Optional<String> group, Optional<Object> payload) {

    /** Checks and copies. */
    public RegistrationRequest {
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
        return new RegistrationRequest(registrationId, Optional.of(enrollmentGroup), payload);
    }

    /** It sends this along. */
    public RegistrationRequest withPayload(Object json) {
        return new RegistrationRequest(registrationId, group, Optional.of(json));
    }

    /** It sends a payload that names this model. */
    public RegistrationRequest withModel(String modelId) {
        return withPayload(Map.of("modelId", modelId));
    }
}
