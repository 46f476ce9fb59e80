package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.HubName;

/** Somebody who acts, one step at a time. */
sealed interface Actor permits Actor.Person, Running {

    /** Whoever is not an algorithm. */
    sealed interface Person extends Actor {
        String device();
    }

    /** A device asks DPS; DPS will use the webhook's answer, or will not, since it gave up waiting. */
    record Arrival(String device, HubName hub, boolean used) implements Person {}

    /** DPS acts on an answer: it creates the device on the new hub and removes it from the old one, one after the other. */
    record Assignment(String device, HubName hub, boolean half) implements Person {}

    /** An operator deletes the device from its hub. */
    record Operator(String device) implements Person {}

    /** An operator creates the device anew. */
    record Restorer(String device, HubName hub) implements Person {}

    /** Somebody creates a module of the device, or deletes it. */
    record Modules(String device, HubName hub, boolean creates) implements Person {}

    /** Telemetry changes the twin, and so its version. */
    record Telemetry(String device) implements Person {}

    /** A neighbour relates its twin to the device's. */
    record Neighbour(String device) implements Person {}
}
