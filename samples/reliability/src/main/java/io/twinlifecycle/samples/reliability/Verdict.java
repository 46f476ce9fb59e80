package io.twinlifecycle.samples.reliability;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.twinlifecycle.eventhubs.DeadLetters;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.testkit.eventhubs.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run left behind, held against what must be. */
record Verdict(Load load, Population population, String deadLetters, List<Path> journals) {

    void into(Figures figures) {
        twins(figures);
        skipped(figures);
        parked(figures);
    }

    private void twins(Figures figures) {
        int alive = 0;
        for (int device = 0; device < load.devices(); device++) {
            Optional<String> fault = population.fault(new Story(device));
            figures.promise(fault.isEmpty(), fault.orElse(""));
            alive += Fate.of(device).lives() ? 1 : 0;
        }
        figures.promise(population.allSpacesAreThere(), "a space lost its twin");
        figures.put("devices that had to go", load.devices() - alive);
        figures.put("devices that had to stay", alive);
    }

    private void skipped(Figures figures) {
        Map<Integer, BitSet> seen = new HashMap<>();
        long handled = 0;
        for (Path journal : journals) {
            handled += Journal.read(journal, seen);
        }
        long skipped = 0;
        long distinct = 0;
        for (Map.Entry<String, Long> partition : load.perPartition().entrySet()) {
            BitSet events = seen.getOrDefault(Integer.valueOf(partition.getKey()), new BitSet());
            distinct += events.cardinality();
            skipped += partition.getValue()
                    - events.get(0, partition.getValue().intValue()).cardinality();
        }
        figures.put("events handled more than once", handled - distinct);
        figures.put("events skipped", skipped);
        figures.promise(skipped == 0, skipped + " events were neither handled nor parked");
    }

    private void parked(Figures figures) {
        Map<String, StoredEvent> expected = load.unprocessable();
        Map<String, List<DeadLetter>> letters = letters().stream()
                .collect(Collectors.groupingBy(letter -> letter.event().source()));
        expected.forEach((source, event) -> {
            List<DeadLetter> found = letters.getOrDefault(source, List.of());
            figures.promise(!found.isEmpty(), source + " is unprocessable but in no dead letter");
            figures.promise(
                    found.stream().allMatch(letter -> isSame(letter.event(), event.event())),
                    source + " is not in the dead-letter sink as it was received");
        });
        Set<String> strangers = letters.keySet().stream()
                .filter(source -> !expected.containsKey(source))
                .collect(Collectors.toSet());
        figures.promise(strangers.isEmpty(), strangers.size() + " events were parked that can be handled");
        figures.put("unprocessable events", expected.size());
        figures.put("of those parked exactly as received", expected.size() - missing(expected, letters));
    }

    private static long missing(Map<String, StoredEvent> expected, Map<String, List<DeadLetter>> letters) {
        return expected.entrySet().stream()
                .filter(event -> letters.getOrDefault(event.getKey(), List.of()).stream()
                        .noneMatch(letter ->
                                isSame(letter.event(), event.getValue().event())))
                .count();
    }

    private static boolean isSame(EventEnvelope parked, EventEnvelope sent) {
        return Arrays.equals(parked.body(), sent.body())
                && areSame(parked.properties(), sent.properties())
                && areSame(parked.systemProperties(), sent.systemProperties());
    }

    private static boolean areSame(Map<String, Object> parked, Map<String, Object> sent) {
        return parked.keySet().equals(sent.keySet())
                && sent.entrySet().stream()
                        .allMatch(entry -> Objects.deepEquals(parked.get(entry.getKey()), entry.getValue()));
    }

    private List<DeadLetter> letters() {
        try (EventHubConsumerClient consumer = new EventHubClientBuilder()
                .connectionString(deadLetters)
                .consumerGroup("$Default")
                .buildConsumerClient()) {
            int count = (int) (consumer.getPartitionProperties("0").getLastEnqueuedSequenceNumber() + 1);
            return count == 0
                    ? List.of()
                    : consumer
                            .receiveFromPartition("0", count, EventPosition.earliest(), Duration.ofMinutes(1))
                            .stream()
                            .map(PartitionEvent::getData)
                            .map(DeadLetters::of)
                            .toList();
        }
    }
}
