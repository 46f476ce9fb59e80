package io.twinlifecycle.provisioning;

import io.twinlifecycle.HubHost;
import java.util.Map;

/**
 * What the device is told, on first and later registrations: DPS hands it back in {@code registrationState.payload}.
 *
 * <p>Implementations are pure and safe for use by many threads.
 */
@FunctionalInterface
public interface ResponsePayload {

    /** The JSON object for the device, as Java's own types; empty to tell it nothing. */
    Map<String, Object> payload(AllocationRequest request, HubHost hub);

    /** Tells devices nothing. The default. */
    static ResponsePayload none() {
        return (request, hub) -> Map.of();
    }
}
