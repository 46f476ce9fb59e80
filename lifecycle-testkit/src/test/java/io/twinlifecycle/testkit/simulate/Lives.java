package io.twinlifecycle.testkit.simulate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of its lives each device lives: one begins when a hub gets it that no hub had, and ends when no hub has it. Used by one thread. */
final class Lives {

    private final Map<String, Long> present = new HashMap<>();
    private long last;

    /** A hub got the device, or lost it. */
    void changed(String device, boolean isOnAHub) {
        if (!isOnAHub) {
            present.remove(device);
        } else if (!present.containsKey(device)) {
            present.put(device, ++last);
        }
    }

    /** The number of its life, or null if no hub has it. */
    @Nullable
    Long of(String device) {
        return present.get(device);
    }
}
