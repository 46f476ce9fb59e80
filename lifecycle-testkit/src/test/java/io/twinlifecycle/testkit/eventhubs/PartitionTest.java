package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final Partition unit = new Partition("0", Duration.ofHours(1));

    /** Events 0 to 3, ten bytes each, a second apart. */
    private void fill() {
        for (int i = 0; i < 4; i++) {
            unit.append(START.plusSeconds(i), stamp -> new byte[10]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "offset,-1,,0",
        "offset,0,,1",
        "offset,0,=,0",
        "offset,10,,2",
        "offset,11,=,2",
        "offset,30,,4",
        "sequence-number,-1,,0",
        "sequence-number,1,,2",
        "sequence-number,1,=,1",
        "sequence-number,3,,4",
        "enqueued-time,1893456001000,,2",
        "enqueued-time,1893456001000,=,1",
        "enqueued-time,1893456009000,,4",
        "offset,@latest,,4"
    })
    void findsTheStart(String name, String value, String inclusive, long expected) {
        fill();
        String selector =
                "amqp.annotation.x-opt-" + name + " >" + (inclusive == null ? "" : inclusive) + " '" + value + "'";

        assertThat(unit.resolve(StartPosition.parse(selector), START.plusSeconds(4)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset > '31'", "offset >= '40'", "sequence-number > '4'", "sequence-number >= '4'"})
    void refusesAStartBehindTheEnd(String position) {
        fill();

        assertThatThrownBy(() -> unit.resolve(StartPosition.parse("amqp.annotation.x-opt-" + position), START))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.condition()).isEqualTo(Refusal.BAD_ARGUMENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "amqp.annotation.x-opt-offset > 5",
                "amqp.annotation.x-opt-offset > '5' OR 1=1",
                "amqp.annotation.x-opt-offset > 'x'"
            })
    void refusesOtherSelectors(String selector) {
        assertThatThrownBy(() -> StartPosition.parse(selector)).isInstanceOf(Refusal.class);
    }

    @Test
    void dropsWhatIsOldButGoesOnCounting() {
        fill();
        Instant later = START.plusSeconds(2).plus(Duration.ofHours(1));

        assertThat(unit.info(later)).isEqualTo(new PartitionInfo(2, 3, 30, START.plusSeconds(3), false));
        assertThat(unit.atOrAfter(0, later))
                .as("the first that is left")
                .isNotNull()
                .satisfies(event -> assertThat(event.stamp().sequence()).isEqualTo(2));

        Instant muchLater = START.plus(Duration.ofDays(1));
        assertThat(unit.info(muchLater)).isEqualTo(new PartitionInfo(4, 3, 30, START.plusSeconds(3), true));
        assertThat(unit.atOrAfter(0, muchLater)).isNull();
        assertThat(unit.append(muchLater, stamp -> new byte[10]).stamp())
                .isEqualTo(new StoredMessage.Stamp("0", 4, 40, muchLater));
    }

    @Test
    void tellsThatItIsEmpty() {
        assertThat(unit.info(START)).isEqualTo(new PartitionInfo(0, -1, -1, PartitionInfo.NEVER, true));
    }

    @Test
    void countsRightForManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> work = () -> {
                for (int i = 0; i < 1000; i++) {
                    unit.append(START, stamp -> new byte[1]);
                }
                return null;
            };
            threads.invokeAll(Collections.nCopies(4, work));
        } finally {
            threads.shutdown();
        }

        assertThat(unit.all(START))
                .extracting(event -> (int) event.stamp().sequence())
                .containsExactlyElementsOf(IntStream.range(0, 4000).boxed().toList());
    }
}
