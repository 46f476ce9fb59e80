package io.twinlifecycle.samples.reliability;

import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import io.twinlifecycle.testkit.eventhubs.StoredEvent;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Puts the events of a run into the event hub: of each thousand, so many are about modules and one is unprocessable; the others are the
 * devices' stories. Neighbours in a story come in any order and in any partition. The same seed gives the same events.
 */
final class Load {

    private static final int MIXED = 5_000;

    private final LocalEventHubs server;
    private final String hub;
    private final int partitions;
    private final Population population;
    private final int modulesPerThousand;
    private final SplittableRandom random;
    private final List<LifecycleEvents> mixing = new ArrayList<>();
    private final Map<String, StoredEvent> unprocessable = new HashMap<>();
    private final Set<LifecycleEvents> poison = new HashSet<>();
    private int devices;
    private final Map<String, Long> sent = new HashMap<>();

    Load(LocalEventHubs server, String hub, int partitions, Population population, int modulesPerThousand, long seed) {
        this.server = server;
        this.hub = hub;
        this.partitions = partitions;
        this.population = population;
        this.modulesPerThousand = modulesPerThousand;
        this.random = new SplittableRandom(seed);
    }

    /** Appends exactly so many events. */
    void send(int events) {
        int planned = 0;
        while (planned < events) {
            Story story = new Story(devices);
            List<LifecycleEvents> told = story.events();
            if (planned + told.size() > events) {
                mix(story.module(planned)); // fills up
                planned++;
                continue;
            }
            population.add(story);
            devices++;
            told.forEach(this::mix);
            planned += told.size();
            int modules = told.size() * modulesPerThousand / (1_000 - modulesPerThousand - 1);
            for (int i = 0; i < modules && planned < events; i++) {
                mix(story.module(planned));
                planned++;
            }
            if (planned < events && random.nextInt(1_000) < modules + told.size()) {
                LifecycleEvents bad = story.unprocessable(planned);
                poison.add(bad);
                mix(bad);
                planned++;
            }
        }
        while (!mixing.isEmpty()) {
            append(mixing.remove(random.nextInt(mixing.size())));
        }
    }

    int devices() {
        return devices;
    }

    /** How many events each partition got. */
    Map<String, Long> perPartition() {
        return Map.copyOf(sent);
    }

    /** The unprocessable events as the event hub holds them, by where they are. */
    Map<String, StoredEvent> unprocessable() {
        return Map.copyOf(unprocessable);
    }

    private void mix(LifecycleEvents event) {
        mixing.add(event);
        if (mixing.size() > MIXED) {
            int chosen = random.nextInt(mixing.size());
            LifecycleEvents next = mixing.get(chosen);
            mixing.set(chosen, mixing.get(mixing.size() - 1));
            mixing.remove(mixing.size() - 1);
            append(next);
        }
    }

    private void append(LifecycleEvents event) {
        StoredEvent stored = server.append(hub, String.valueOf(random.nextInt(partitions)), event.envelope());
        sent.merge(stored.partitionId(), 1L, Long::sum);
        if (poison.remove(event)) {
            unprocessable.put(stored.event().source(), stored);
        }
    }
}
