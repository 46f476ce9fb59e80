package io.twinlifecycle.testkit.dps;

import java.util.List;
import java.util.Optional;

/** What a device can ask. */
enum DeviceCall {
    /** To be registered. */
    REGISTER,
    /** How its last registration stands. The reference says POST; devices with a TPM are challenged here too. */
    LOOK_UP,
    /** How the registration stands that is under way. */
    POLL;

    /** The call that a path is, behind its id scope; empty if it is none. */
    static Optional<DeviceCall> of(String method, List<String> segments) {
        if (segments.size() < 3 || !segments.get(1).equals("registrations")) {
            return Optional.empty();
        }
        if (segments.size() == 3) {
            return when(method.equals("POST") || method.equals("GET"), LOOK_UP);
        }
        return switch (segments.get(3)) {
            case "register" -> when(method.equals("PUT") && segments.size() == 4, REGISTER);
            case "operations" -> when(method.equals("GET") && segments.size() == 5, POLL);
            default -> Optional.empty();
        };
    }

    private static Optional<DeviceCall> when(boolean so, DeviceCall call) {
        return so ? Optional.of(call) : Optional.empty();
    }
}
