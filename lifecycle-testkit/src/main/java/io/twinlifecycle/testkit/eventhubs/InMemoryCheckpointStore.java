package io.twinlifecycle.testkit.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import io.twinlifecycle.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A checkpoint store of the Event Hubs client that forgets when the JVM ends. It takes and gives copies; names compare ignoring case, as the
 * client spells them both ways. Whoever claims a partition must know the last claim, as with {@code BlobCheckpointStore}.
 *
 * <p>Safe for use by many threads. It needs {@code azure-messaging-eventhubs}.
 */
public final class InMemoryCheckpointStore implements CheckpointStore {

    private record Key(String namespace, String hub, String group, String partition) implements Comparable<Key> {
        static Key of(String namespace, String hub, String group, String partition) {
            return new Key(lower(namespace), lower(hub), lower(group), partition);
        }

        boolean isIn(Key group) {
            return namespace.equals(group.namespace) && hub.equals(group.hub) && this.group.equals(group.group);
        }

        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        private static String lower(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    private final TimeSource time;
    private final Map<Key, PartitionOwnership> owners = new TreeMap<>();
    private final Map<Key, Checkpoint> checkpoints = new TreeMap<>();

    /**
     * An empty store.
     *
     * @param time stamps the claims; processors compare it with the machine's clock
     */
    public InMemoryCheckpointStore(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
    }

    @Override
    public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
        return Flux.defer(() -> Flux.fromIterable(owners(Key.of(namespace, hub, group, ""))));
    }

    @Override
    public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> requested) {
        return Flux.defer(
                () -> Flux.fromStream(requested.stream().map(this::claim).flatMap(Optional::stream)));
    }

    @Override
    public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
        return Flux.defer(() -> Flux.fromIterable(checkpoints(Key.of(namespace, hub, group, ""))));
    }

    @Override
    public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
        return Mono.fromRunnable(() -> store(copy(checkpoint)));
    }

    private synchronized List<PartitionOwnership> owners(Key group) {
        List<PartitionOwnership> found = new ArrayList<>();
        owners.forEach((key, owner) -> {
            if (key.isIn(group)) {
                found.add(copy(owner));
            }
        });
        return found;
    }

    private synchronized List<Checkpoint> checkpoints(Key group) {
        List<Checkpoint> found = new ArrayList<>();
        checkpoints.forEach((key, checkpoint) -> {
            if (key.isIn(group)) {
                found.add(copy(checkpoint));
            }
        });
        return found;
    }

    /** A claim is won by whoever knows the last one: with its ETag, or without any if there is none. */
    private synchronized Optional<PartitionOwnership> claim(PartitionOwnership request) {
        Key key = Key.of(
                request.getFullyQualifiedNamespace(),
                request.getEventHubName(),
                request.getConsumerGroup(),
                request.getPartitionId());
        PartitionOwnership last = owners.get(key);
        if (!Objects.equals(last == null ? null : last.getETag(), request.getETag())) {
            return Optional.empty();
        }
        PartitionOwnership won = copy(request)
                .setETag(UUID.randomUUID().toString())
                .setLastModifiedTime(time.now().toEpochMilli());
        owners.put(key, won);
        return Optional.of(copy(won));
    }

    private synchronized void store(Checkpoint checkpoint) {
        checkpoints.put(
                Key.of(
                        checkpoint.getFullyQualifiedNamespace(),
                        checkpoint.getEventHubName(),
                        checkpoint.getConsumerGroup(),
                        checkpoint.getPartitionId()),
                checkpoint);
    }

    private static PartitionOwnership copy(PartitionOwnership from) {
        return new PartitionOwnership()
                .setFullyQualifiedNamespace(from.getFullyQualifiedNamespace())
                .setEventHubName(from.getEventHubName())
                .setConsumerGroup(from.getConsumerGroup())
                .setPartitionId(from.getPartitionId())
                .setOwnerId(from.getOwnerId())
                .setLastModifiedTime(from.getLastModifiedTime())
                .setETag(from.getETag());
    }

    private static Checkpoint copy(Checkpoint from) {
        return new Checkpoint()
                .setFullyQualifiedNamespace(from.getFullyQualifiedNamespace())
                .setEventHubName(from.getEventHubName())
                .setConsumerGroup(from.getConsumerGroup())
                .setPartitionId(from.getPartitionId())
                .setSequenceNumber(from.getSequenceNumber())
                .setOffsetString(from.getOffsetString());
    }
}
