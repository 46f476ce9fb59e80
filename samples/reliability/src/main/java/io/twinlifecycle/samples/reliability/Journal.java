package io.twinlifecycle.samples.reliability;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.RetirementListener;
import io.twinlifecycle.retirement.RetirementOutcome;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * What one worker made safe, event by event, in a file that survives the worker: a number of the partition, and one in it, for each. It
 * is written before the event counts as handled, so a checkpoint never covers what is not in it. Safe for use by many threads.
 */
final class Journal implements RetirementListener, AutoCloseable {

    private final FileOutputStream file;

    Journal(Path file) throws IOException {
        this.file = new FileOutputStream(file.toFile(), true);
    }

    @Override
    public void onOutcome(EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
        note(envelope.source());
    }

    @Override
    public void onParked(DeadLetter letter) {
        note(letter.event().source());
    }

    private void note(String source) {
        int slash = source.lastIndexOf('/');
        int at = source.lastIndexOf('@');
        byte[] record = ByteBuffer.allocate(8)
                .putInt(Integer.parseInt(source.substring(slash + 1, at)))
                .putInt(Integer.parseInt(source.substring(at + 1)))
                .array();
        try {
            file.write(record); // one call of the system, so it is whole or not there
        } catch (IOException e) {
            // Without a journal nothing is proved.
            throw new AssertionError("the journal cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Adds what a journal says to what is known.
     *
     * @param seen by partition
     * @return how many lines it has
     */
    static long read(Path file, Map<Integer, BitSet> seen) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long records = Files.size(file) / 8;
            for (long i = 0; i < records; i++) {
                int partition = in.readInt();
                seen.computeIfAbsent(partition, key -> new BitSet()).set(in.readInt());
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
