package io.twinlifecycle.testkit.world;

import java.net.URI;
import java.util.Objects;

/** How DPS chooses a hub for a device. The fourth way of the service, lowest latency, is not imitated. */
public sealed interface HubAllocation {

    /** By a hash of the registration ID: evenly. */
    record Hashed() implements HubAllocation {}

    /** The first hub of the enrollment. */
    record Fixed() implements HubAllocation {}

    /**
     * A webhook is asked.
     *
     * @param webhook who is asked
     * @param url what requests show as its address; of the query they show that there is one, since it may hold a key
     */
    record Custom(CustomAllocation webhook, URI url) implements HubAllocation {
        /** Checks that both are there. */
        public Custom {
            Objects.requireNonNull(webhook, "webhook");
            Objects.requireNonNull(url, "url");
        }
    }

    /** The name that DPS uses. */
    default String wireName() {
        return this instanceof Hashed ? "hashed" : this instanceof Fixed ? "static" : "custom";
    }
}
