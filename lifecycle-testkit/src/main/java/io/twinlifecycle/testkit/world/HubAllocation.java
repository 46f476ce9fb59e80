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
     * @param apiVersion the version of the service's types in the requests; it is shown and changes nothing else
     */
    record Custom(CustomAllocation webhook, URI url, String apiVersion) implements HubAllocation {

        /** The version that Microsoft's pages use. */
        public static final String STANDARD_VERSION = "2021-10-01";

        /** Checks that all are there. */
        public Custom {
            Objects.requireNonNull(webhook, "webhook");
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(apiVersion, "apiVersion");
        }

        /** With version {@value #STANDARD_VERSION}. */
        public Custom(CustomAllocation webhook, URI url) {
            this(webhook, url, STANDARD_VERSION);
        }
    }

    /** The name that DPS uses. */
    default String wireName() {
        return this instanceof Hashed ? "hashed" : this instanceof Fixed ? "static" : "custom";
    }
}
