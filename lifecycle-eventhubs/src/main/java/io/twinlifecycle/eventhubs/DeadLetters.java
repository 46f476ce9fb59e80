package io.twinlifecycle.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import io.twinlifecycle.retirement.DeadLetter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads dead letters back, for a replay: hand each {@link DeadLetter#event} to a {@code LifecycleEventProcessor} once what was wrong is
 * mended. A replay may be repeated, since handling is idempotent.
 */
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private DeadLetters() {}

    /**
     * The letters in a file of a {@link JsonLinesDeadLetterSink}, in the order in which they were parked, read while the stream is
     * consumed. Lines that hold no letter, such as one that a crash cut off, are passed over and logged with their number.
     *
     * @return a stream that must be closed; it throws {@link UncheckedIOException} if the file cannot be read on
     * @throws UncheckedIOException if the file cannot be opened
     */
    public static Stream<DeadLetter> read(Path file) {
        try {
            // Unlike Files.newBufferedReader this does not give up at bytes that are no text.
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
            AtomicLong number = new AtomicLong();
            return reader.lines()
                    .flatMap(line -> letter(line, number.incrementAndGet(), file))
                    .onClose(() -> {
                        try {
                            reader.close();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The letter in an event of an {@link EventHubsDeadLetterSink}. Read only event hubs into which nobody but such a sink writes: the
     * letter's system properties are what the event says they are.
     *
     * @throws IllegalArgumentException if it is not such an event
     */
    public static DeadLetter of(EventData event) {
        return DeadLetterEvents.read(event);
    }

    private static Stream<DeadLetter> letter(String line, long number, Path file) {
        if (line.isBlank()) {
            return Stream.empty();
        }
        try {
            return Stream.of(DeadLetterJson.read(line));
        } catch (IllegalArgumentException e) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("line", number)
                    .log("passing over a line that holds no dead letter");
            return Stream.empty();
        }
    }
}
