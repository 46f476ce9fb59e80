package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.DeviceId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a device subscribed to: IoT Hub has a few topics, and no others. Safe for use by many threads. */
final class HubSubscriptions {

    /** Answers to requests about the device twin. */
    static final String TWIN_ANSWERS = "$iothub/twin/res/#";

    /** Changes of desired properties. */
    static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";

    private final Set<String> topics;
    private final Map<String, Integer> granted = new ConcurrentHashMap<>();

    HubSubscriptions(DeviceId device) {
        topics = Set.of(
                TWIN_ANSWERS,
                DESIRED,
                "$iothub/methods/POST/#",
                "devices/" + device.value() + "/messages/devicebound/#");
    }

    OptionalInt add(String filter, int qos) {
        if (!topics.contains(filter)) {
            return OptionalInt.empty();
        }
        int grant = Math.min(qos, 1);
        granted.put(filter, grant);
        return OptionalInt.of(grant);
    }

    void remove(String filter) {
        granted.remove(filter);
    }

    /** The quality of service, if the device subscribed. */
    OptionalInt of(String filter) {
        Integer qos = granted.get(filter);
        return qos == null ? OptionalInt.empty() : OptionalInt.of(qos);
    }
}
