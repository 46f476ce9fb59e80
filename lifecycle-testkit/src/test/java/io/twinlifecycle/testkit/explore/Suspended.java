package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.ETag;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Thrown by a port at the first call to which there is no answer yet: here the algorithm waits for its turn. */
final class Suspended extends Error {

    private static final long serialVersionUID = 1L;

    /** What a call does to the world, and what it answers. */
    record Effect<T>(Shared after, T answer) {}

    /** A version of a twin on which a change insists. */
    record Version(TwinId twin, ETag etag) {
        boolean isOldIn(Graph graph) {
            return graph.twin(twin).map(now -> !now.etag().equals(etag)).orElse(true);
        }
    }

    private final transient List<Object> call;
    private final transient Function<Shared, ? extends Effect<?>> work;
    private final transient Optional<Version> change;

    /**
     * A call.
     *
     * @param call what it is in words, and its arguments
     * @param work what it does
     * @param change the version on which it insists, if it is a change that has no effect on another one
     */
    Suspended(List<Object> call, Function<Shared, ? extends Effect<?>> work, Optional<Version> change) {
        super(String.valueOf(call.get(0)), null, false, false);
        this.call = call;
        this.work = work;
        this.change = change;
    }

    String words() {
        return String.valueOf(call.get(0));
    }

    List<Object> call() {
        return call;
    }

    Optional<Version> change() {
        return change;
    }

    Effect<?> run(Shared world) {
        return work.apply(world);
    }
}
