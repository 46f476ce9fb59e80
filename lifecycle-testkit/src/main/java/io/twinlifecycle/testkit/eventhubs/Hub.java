package io.twinlifecycle.testkit.eventhubs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** An event hub: its partitions and consumer groups. Safe for use by many threads. */
final class Hub {

    static final String DEFAULT_GROUP = "$Default";

    private final String name;
    private final Instant created;
    private final List<Partition> partitions;
    private final Set<String> groups = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final AtomicLong turn = new AtomicLong();

    Hub(String name, int partitions, Collection<String> groups, Duration retention, Instant created) {
        this.name = name;
        this.created = created;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(id -> new Partition(String.valueOf(id), retention))
                .toList();
        this.groups.add(DEFAULT_GROUP);
        this.groups.addAll(groups);
    }

    String name() {
        return name;
    }

    Instant created() {
        return created;
    }

    List<Partition> partitions() {
        return partitions;
    }

    boolean hasGroup(String group) {
        return groups.contains(group);
    }

    Optional<Partition> partition(String id) {
        return partitions.stream()
                .filter(partition -> partition.id().equals(id))
                .findFirst();
    }

    /** The partition of a key, always the same; without a key, each in turn. */
    Partition choose(@Nullable String key) {
        if (key == null) {
            return partitions.get((int) (turn.getAndIncrement() % partitions.size()));
        }
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return partitions.get((int) (hash.getValue() % partitions.size()));
    }

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
