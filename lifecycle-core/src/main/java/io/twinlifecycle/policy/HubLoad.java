package io.twinlifecycle.policy;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How full a hub is. Load and capacity may be in any unit, such as devices or messages a day, if it is the same for all hubs.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param load what is in use, not negative
 * @param capacity what there is, at least 1; empty if it is not known or has no limit
 */
public record HubLoad(long load, OptionalLong capacity) {

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if the load is negative or the capacity less than 1
     */
    public HubLoad {
        Objects.requireNonNull(capacity, "capacity");
        if (load < 0 || capacity.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "a hub's load must be 0 or more and its capacity 1 or more, but were " + load + " and " + capacity);
        }
    }

    /** Figures with a capacity. */
    public static HubLoad of(long load, long capacity) {
        return new HubLoad(load, OptionalLong.of(capacity));
    }

    /** Figures of a hub whose capacity is not known or has no limit. */
    public static HubLoad of(long load) {
        return new HubLoad(load, OptionalLong.empty());
    }

    /** The share of the capacity that is in use; 0 if the capacity is not known. */
    public double share() {
        return capacity.isPresent() ? (double) load / capacity.getAsLong() : 0;
    }
}
