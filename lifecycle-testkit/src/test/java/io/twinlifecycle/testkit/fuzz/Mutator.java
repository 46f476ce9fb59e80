package io.twinlifecycle.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs of inputs, without looking at what they do: a little of what a fuzzer does, for every build. The same seed, the same inputs. */
final class Mutator {

    private static final List<byte[]> PIECES = List.of(
                    "\"",
                    "'",
                    "\\",
                    "/",
                    "..",
                    "%2e",
                    "%",
                    "\0",
                    "\r\n",
                    "\u2028",
                    "\u202e",
                    "\u0456",
                    "\ud83d\ude00",
                    "\ufeff",
                    "null",
                    "1e400",
                    "-0",
                    "99999999999999999999",
                    "{",
                    "}",
                    "[",
                    "]",
                    "[[[[[[[[",
                    "{\"a\":",
                    ",",
                    ":",
                    "$",
                    "~1",
                    "$dtId",
                    "dtmi:",
                    ";1",
                    "' OR 1=1",
                    "\\ud800",
                    "\n\n",
                    "\n---\n")
            .stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final Random random;
    private final List<byte[]> seeds;

    Mutator(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        random = new Random(seed);
    }

    byte[] next() {
        byte[] data = pick(seeds).clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            data = changed(data);
        }
        return data;
    }

    private byte[] changed(byte[] data) {
        int at = random.nextInt(data.length + 1);
        int end = Math.min(data.length, at + 1 + random.nextInt(16));
        return switch (random.nextInt(6)) {
            case 0 -> joined(data, at, new byte[] {(byte) random.nextInt(256)}, Math.min(at + 1, data.length));
            case 1 -> joined(data, at, new byte[0], end);
            case 2 -> joined(data, at, Arrays.copyOfRange(data, at, end), at);
            case 3 -> joined(data, at, pick(PIECES), random.nextBoolean() ? at : end);
            case 4 -> joined(data, at, repeated(pick(PIECES)), at);
            default -> joined(data, at, tail(pick(seeds)), data.length);
        };
    }

    private byte[] tail(byte[] other) {
        return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
    }

    private byte[] repeated(byte[] piece) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int times = 1 << random.nextInt(10);
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(piece);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] data, int end, byte[] between, int start) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(data, 0, end);
        bytes.writeBytes(between);
        bytes.write(data, start, data.length - start);
        return bytes.toByteArray();
    }

    private byte[] pick(List<byte[]> from) {
        return from.get(random.nextInt(from.size()));
    }
}
