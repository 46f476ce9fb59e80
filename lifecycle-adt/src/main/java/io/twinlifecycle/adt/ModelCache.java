package io.twinlifecycle.adt;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.model.ModelDescription;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers for a while what models declare, and for a short while that there is no such model. Many who ask for one model at once make one
 * request; a failure is not remembered.
 *
 * <p>Bounded, least recently used first out. Devices may name models that do not exist, so those are kept apart: they never push out the
 * ones that do. Safe for use by many threads.
 */
final class ModelCache {

    private static final int MAX_MODELS = 1_000;
    private static final Duration UNKNOWN_KEPT_FOR = Duration.ofSeconds(30);

    private final Function<ModelId, Mono<Optional<ModelDescription>>> read;
    private final Duration keptFor;
    private final TimeSource time;

    private final Map<ModelId, Remembered> known = new Lru();
    private final Map<ModelId, Remembered> unknown = new Lru();
    private final Map<ModelId, CompletableFuture<Optional<ModelDescription>>> running = new HashMap<>();

    /**
     * An empty cache.
     *
     * @param read reads one model; must answer on another thread than the one that asks, or at once
     */
    ModelCache(Function<ModelId, Mono<Optional<ModelDescription>>> read, Duration keptFor, TimeSource time) {
        this.read = read;
        this.keptFor = keptFor;
        this.time = time;
    }

    /** What the model declares, now or as soon as it is read. The future is shared: do not cancel it. */
    CompletableFuture<Optional<ModelDescription>> get(ModelId id) {
        CompletableFuture<Optional<ModelDescription>> mine = new CompletableFuture<>();
        synchronized (this) {
            @Nullable Remembered entry = fresh(known, id);
            entry = entry == null ? fresh(unknown, id) : entry;
            if (entry != null) {
                return CompletableFuture.completedFuture(entry.model);
            }
            CompletableFuture<Optional<ModelDescription>> theirs = running.putIfAbsent(id, mine);
            if (theirs != null) {
                return theirs;
            }
        }
        read.apply(id)
                .subscribe(
                        model -> {
                            keep(id, model);
                            mine.complete(model);
                        },
                        failure -> {
                            forget(id);
                            mine.completeExceptionally(failure);
                        });
        return mine;
    }

    private @Nullable Remembered fresh(Map<ModelId, Remembered> entries, ModelId id) {
        Remembered entry = entries.get(id);
        if (entry != null && entry.endNanos - time.nanoTime() <= 0) {
            entries.remove(id);
            return null;
        }
        return entry;
    }

    private synchronized void keep(ModelId id, Optional<ModelDescription> model) {
        running.remove(id);
        Duration kept = model.isPresent() ? keptFor : UNKNOWN_KEPT_FOR;
        (model.isPresent() ? known : unknown).put(id, new Remembered(model, time.nanoTime() + kept.toNanos()));
    }

    private synchronized void forget(ModelId id) {
        running.remove(id);
    }

    private record Remembered(Optional<ModelDescription> model, long endNanos) {}

    private static final class Lru extends LinkedHashMap<ModelId, Remembered> {
        private static final long serialVersionUID = 1L;

        Lru() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelId, Remembered> eldest) {
            return size() > MAX_MODELS;
        }
    }
}
