package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.RetirementOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesDeadLetterSinkTest {

    private final Path folder;

    JsonLinesDeadLetterSinkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void givesBackWhatItTook() {
        DeadLetter letter = TestEvents.letter("hub/3@1", everyType());

        park(letter);

        assertThat(read()).singleElement().satisfies(back -> {
            assertThat(back)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .ignoringFields("event.properties.other", "event.systemProperties")
                    .isEqualTo(letter);
            assertThat(back.event().systemProperties()).isEqualTo(letter.event().systemProperties());
            assertThat(back.event().properties())
                    .as("a type nobody knows is kept as text")
                    .containsEntry("other", "RETIRED");
        });
    }

    @Test
    void writesOneLineOfAsciiForEachAndAppends() throws IOException {
        park(TestEvents.letter("hub/3@1", Map.of("text", "ü\u2028\n")));
        park(TestEvents.letter("hub/3@2", Map.of()));

        assertThat(Files.readAllLines(file(), StandardCharsets.US_ASCII)).hasSize(2);
        assertThat(read()).extracting(letter -> letter.event().source()).containsExactly("hub/3@1", "hub/3@2");
        assertThat(read().get(0).event().properties()).containsEntry("text", "ü\u2028\n");
    }

    @Test
    void keepsTheFileForItsOwner() throws IOException {
        park(TestEvents.letter("hub/3@1", Map.of()));

        if (file().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
        } else {
            assertThat(file()).exists();
        }
    }

    @Test
    void startsAfreshAfterALineThatACrashCutOff() throws IOException {
        park(TestEvents.letter("hub/3@1", Map.of()));
        String whole = Files.readString(file());
        Files.writeString(file(), whole.substring(0, whole.length() / 2), StandardOpenOption.APPEND);
        assertThat(read()).as("the broken line is passed over").hasSize(1);

        park(TestEvents.letter("hub/3@2", Map.of()));

        assertThat(read()).extracting(letter -> letter.event().source()).containsExactly("hub/3@1", "hub/3@2");
    }

    @Test
    void readsALastLineWithoutItsEnd() throws IOException {
        park(TestEvents.letter("hub/3@1", Map.of()));
        Files.writeString(file(), Files.readString(file()).stripTrailing());

        assertThat(read()).hasSize(1);
    }

    @Test
    void passesOverWhatIsNoLetter() throws IOException {
        park(TestEvents.letter("hub/3@1", Map.of()));
        Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'}, StandardOpenOption.APPEND);
        Files.writeString(
                file(), "{}\n[1]\n\"x\"\n\n{\"properties\":{\"a\":{\"long\":5}}}\n", StandardOpenOption.APPEND);
        park(TestEvents.letter("hub/3@2", Map.of()));

        assertThat(read()).hasSize(2);
    }

    @Test
    void takesManyAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (JsonLinesDeadLetterSink sink =
                new JsonLinesDeadLetterSink(file(), JsonLinesDeadLetterSink.Durability.OPERATING_SYSTEM)) {
            CyclicBarrier start = new CyclicBarrier(8);
            List<Callable<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int writer = i;
                writers.add(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    for (int j = 0; j < 50; j++) {
                        sink.park(TestEvents.letter("hub/" + writer + "@" + j, Map.of()));
                    }
                    return null;
                });
            }
            for (Future<Void> writer : pool.invokeAll(writers)) {
                writer.get(20, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(read())
                .extracting(letter -> letter.event().source())
                .doesNotHaveDuplicates()
                .hasSize(400);
    }

    @Test
    void goesOnForOthersWhenOneThreadIsInterrupted() {
        try (JsonLinesDeadLetterSink sink = new JsonLinesDeadLetterSink(file())) {
            Thread.currentThread().interrupt();
            sink.park(TestEvents.letter("hub/3@1", Map.of()));
            assertThat(Thread.interrupted()).isTrue();
            sink.park(TestEvents.letter("hub/3@2", Map.of()));
        }

        assertThat(read()).hasSize(2);
    }

    @Test
    void saysWhichFileCannotBeWritten() {
        assertThatThrownBy(() -> new JsonLinesDeadLetterSink(folder))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.kind()).isEqualTo(LifecycleException.Kind.COLLABORATOR_FAILED))
                .hasMessageContaining(folder.toString());
        JsonLinesDeadLetterSink closed = new JsonLinesDeadLetterSink(file());
        closed.close();
        assertThatThrownBy(() -> closed.park(TestEvents.letter("hub/3@1", Map.of())))
                .isInstanceOf(LifecycleException.class);
        assertThatThrownBy(() -> DeadLetters.read(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class);
    }

    private Path file() {
        return folder.resolve("dead-letters.jsonl");
    }

    private void park(DeadLetter letter) {
        try (JsonLinesDeadLetterSink sink = new JsonLinesDeadLetterSink(file())) {
            sink.park(letter);
        }
    }

    private List<DeadLetter> read() {
        try (Stream<DeadLetter> letters = DeadLetters.read(file())) {
            return letters.toList();
        }
    }

    static Map<String, Object> everyType() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", "ü \"quoted\"");
        values.put("bool", true);
        values.put("null", null);
        values.put("byte", (byte) -1);
        values.put("short", (short) 2);
        values.put("int", 3);
        values.put("long", Long.MAX_VALUE);
        values.put("float", 0.1f);
        values.put("double", Double.NEGATIVE_INFINITY);
        values.put("char", '\u0000');
        values.put("integer", new BigInteger("123456789012345678901234567890"));
        values.put("decimal", new BigDecimal("1.10"));
        values.put("uuid", new UUID(1, 2));
        values.put("instant", Instant.parse("2022-05-27T18:49:38.490478500Z"));
        values.put("dateTime", OffsetDateTime.parse("2022-05-27T18:49:38+02:00"));
        values.put("date", Date.from(Instant.parse("2022-05-27T18:49:38.490Z")));
        values.put("bytes", new byte[] {0, -1});
        values.put("list", Arrays.asList(1L, null, "x"));
        values.put("map", Map.of("long", 5L));
        values.put("other", RetirementOutcome.Kind.RETIRED);
        return values;
    }
}
