package io.twinlifecycle.testkit.graph;

import java.util.SplittableRandom;
import java.util.UUID;

/** Makes ETags of the service's form, {@code W/"<lower-case guid>"}; the same ones for the same seed. Guarded by the graph's lock. */
final class ETagSource {

    private final SplittableRandom random;

    ETagSource(long seed) {
        random = new SplittableRandom(seed);
    }

    String next() {
        // The bits that mark a random GUID, version 4 variant 1, so that clients that parse it are content.
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
        return "W/\"" + new UUID(high, low) + "\"";
    }
}
