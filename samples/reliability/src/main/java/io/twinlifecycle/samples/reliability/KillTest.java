package io.twinlifecycle.samples.reliability;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Consumers die: two workers share an event hub and a checkpoint store, and now and then one of them is killed and started again. In the
 * end nothing may be lost.
 *
 * <p>This JVM holds the event hub and the twins, and looks at them afterwards. The workers have JVMs of their own, and Azurite has a
 * process.
 */
final class KillTest {

    static final String HUB = "lifecycleevents";
    static final String DEAD_LETTERS = "deadletters";
    static final int PARTITIONS = 16;

    private KillTest() {}

    /**
     * Runs, prints the figures, and ends with 1 if a promise is broken.
     *
     * @param args how many events, how many of a thousand are about modules, how many kills, a seed, the directory {@code node_modules}
     *     that has Azurite, and the minutes after which it is given up
     */
    public static void main(String[] args) throws Exception {
        Figures figures = run(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Long.parseLong(args[3]),
                Path.of(args[4]),
                Duration.ofMinutes(Long.parseLong(args[5])));
        figures.print(System.out);
        System.exit(figures.exitCode());
    }

    static Figures run(int events, int modules, int kills, long seed, Path nodeModules, Duration limit)
            throws Exception {
        Path directory = Files.createTempDirectory("kill-test");
        TwinGraph graph = new TwinGraph(TimeSource.system());
        Figures figures = new Figures();
        figures.put("seed", seed);
        try (LocalAdt adt = LocalAdt.start(graph);
                LocalEventHubs hubs = LocalEventHubs.builder()
                        .hub(HUB, PARTITIONS)
                        .hub(DEAD_LETTERS, 1)
                        .start();
                Azurite azurite = Azurite.start(nodeModules, directory.resolve("azurite.log"))) {
            InMemoryTwinStore twins = new InMemoryTwinStore(graph);
            twins.addModels(Models.all());
            Population population = new Population(twins);
            Load load = new Load(hubs, HUB, PARTITIONS, population, modules, seed);
            load.send(events);
            List<String> connections = List.of(
                    hubs.connectionString(HUB),
                    hubs.connectionString(DEAD_LETTERS),
                    azurite.connectionString(),
                    adt.endpoint().toString());
            Progress progress = new Progress(Azurite.checkpoints(azurite.connectionString()), HUB, load.perPartition());
            try (Workers workers = new Workers(directory, adt.certificate(), connections)) {
                new Killings(workers, progress, azurite.program(), kills, seed, limit).run(figures);
            }
            figures.put("calls to the twin store", adt.calls().total());
            new Verdict(load, population, hubs.connectionString(DEAD_LETTERS), journals(directory)).into(figures);
        }
        if (figures.exitCode() == 0) {
            delete(directory);
        } else {
            figures.put("logs and journals", directory);
        }
        return figures;
    }

    private static List<Path> journals(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
