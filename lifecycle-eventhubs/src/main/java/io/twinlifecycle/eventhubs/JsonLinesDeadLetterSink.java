package io.twinlifecycle.eventhubs;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.DeadLetterSink;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file of dead letters, one JSON object a line, only ever appended to. {@link DeadLetters#read} reads it for a replay. It holds whole
 * events, so where the file system can say so, a new file is for its owner's eyes only.
 *
 * <p>If a write breaks off (a full disk, a crash), the next line starts afresh, and the reader passes over the broken one: the event in
 * it was never reported as parked.
 *
 * <p>Safe for use by many threads; one sink for a file. The file is not rotated: move it away while no sink has it open.
 */
public final class JsonLinesDeadLetterSink implements DeadLetterSink, AutoCloseable {

    /** When a letter counts as kept. */
    public enum Durability {
        /** When the disk has it; the letter survives a power cut. */
        DISK,
        /** When the operating system has it; the letter survives the end of this process. */
        OPERATING_SYSTEM
    }

    private final Path file;
    private final Durability durability;
    // Not a FileChannel: interrupting one thread that writes would close it for all.
    private final FileOutputStream out;
    private boolean brokenLine;

    /**
     * Opens a file, or makes it, and keeps letters on disk.
     *
     * @throws LifecycleException of kind {@code COLLABORATOR_FAILED} if the file cannot be written
     */
    public JsonLinesDeadLetterSink(Path file) {
        this(file, Durability.DISK);
    }

    /**
     * Opens a file, or makes it.
     *
     * @throws LifecycleException of kind {@code COLLABORATOR_FAILED} if the file cannot be written
     */
    public JsonLinesDeadLetterSink(Path file, Durability durability) {
        this.file = file;
        this.durability = durability;
        try {
            create(file);
            brokenLine = endsInsideALine(file);
            out = new FileOutputStream(file.toFile(), true);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void park(DeadLetter letter) {
        byte[] line = (DeadLetterJson.write(letter) + "\n").getBytes(StandardCharsets.US_ASCII);
        synchronized (this) {
            try {
                if (brokenLine) {
                    out.write('\n');
                }
                brokenLine = true;
                out.write(line);
                brokenLine = false;
                if (durability == Durability.DISK) {
                    out.getFD().sync();
                }
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /** Closes the file. */
    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mine = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, mine);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw new IOException("not a file", e);
            }
        }
    }

    private static boolean endsInsideALine(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() == 0) {
                return false;
            }
            in.seek(in.length() - 1);
            return in.read() != '\n';
        }
    }

    private LifecycleException failed(IOException cause) {
        return LifecycleException.collaboratorFailed(
                "the dead-letter file " + file + " cannot be written; check its disk and permissions", cause);
    }
}
