package io.twinlifecycle.testkit.world;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a hub knows of a device's sessions.
 *
 * @param connected whether it has one
 * @param changed when that changed last; empty if it never had one
 * @param lastActivity when it last connected, sent or reported; empty if it never did
 */
public record DeviceConnection(boolean connected, Optional<Instant> changed, Optional<Instant> lastActivity) {

    /** Checks that all are there. */
    public DeviceConnection {
        Objects.requireNonNull(changed, "changed");
        Objects.requireNonNull(lastActivity, "lastActivity");
    }
}
