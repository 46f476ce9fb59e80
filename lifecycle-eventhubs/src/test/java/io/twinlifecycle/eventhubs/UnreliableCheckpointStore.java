package io.twinlifecycle.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A checkpoint store that fails when it is told to. Safe for use by many threads. */
final class UnreliableCheckpointStore implements CheckpointStore {

    private final CheckpointStore store;
    private volatile boolean updatesFail;
    private volatile boolean readsFail;

    UnreliableCheckpointStore(CheckpointStore store) {
        this.store = store;
    }

    /** Whether checkpoints cannot be written. */
    void failUpdates(boolean fail) {
        updatesFail = fail;
    }

    /** Whether neither ownership nor checkpoints can be read. */
    void failReads(boolean fail) {
        readsFail = fail;
    }

    @Override
    public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
        return Flux.defer(() -> readsFail ? Flux.error(away()) : store.listOwnership(namespace, hub, group));
    }

    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> requested) {
        return store.claimOwnership(requested);
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
        return Flux.defer(() -> readsFail ? Flux.error(away()) : store.listCheckpoints(namespace, hub, group));
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        return Mono.defer(() -> updatesFail ? Mono.error(away()) : store.updateCheckpoint(checkpoint));
    }

    private static IllegalStateException away() {
        return new IllegalStateException("the store is away");
    }
}
