package io.twinlifecycle.testkit.explore;

import java.util.function.Function;

/** Thrown by a port at the first call to which there is no answer yet: here the algorithm waits for its turn. */
final class Suspended extends Error {

    private static final long serialVersionUID = 1L;

    /** What a call does to the world, and what it answers. */
    record Effect<T>(Shared after, T answer) {}

    private final transient String call;
    private final transient Function<Shared, ? extends Effect<?>> work;

    Suspended(String call, Function<Shared, ? extends Effect<?>> work) {
        super(call, null, false, false);
        this.call = call;
        this.work = work;
    }

    String call() {
        return call;
    }

    Effect<?> run(Shared world) {
        return work.apply(world);
    }
}
