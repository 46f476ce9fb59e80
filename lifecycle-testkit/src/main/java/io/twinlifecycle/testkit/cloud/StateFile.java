package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.JsonReader;
import io.twinlifecycle.JsonValues;
import io.twinlifecycle.testkit.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The file of a cloud's state, within bounds. */
final class StateFile {

    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 1024 * 1024;
    private static final JsonReader READER = new JsonReader(MAX_BYTES, MAX_DEPTH, MAX_TEXT);

    private StateFile() {}

    static Map<String, Object> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more than is allowed tells that it is too large, however large it is.
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes, which is too large");
            }
            Map<String, Object> json = READER.readObject(bytes);
            Json.requireFinite(json);
            return JsonValues.copy(json);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        } catch (JsonReader.UnreadableJson e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Others see the old file or the new one, never a part. */
    static void write(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(file + " would have " + bytes.length
                    + " bytes and could not be loaded again; at most " + MAX_BYTES + " are");
        }
        try {
            Path target = file.toAbsolutePath();
            Path directory = Files.createDirectories(target.resolveSibling(""));
            Path fresh = Files.createTempFile(directory, "state", ".tmp");
            try {
                Files.write(fresh, bytes);
                Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e, e);
        }
    }
}
