package io.twinlifecycle.policy;

/**
 * The hash by which devices are spread over hubs and canaries.
 *
 * <p>It is a contract: another hash would move devices to other hubs at their next registration, so it never changes, and a test pins
 * it by fixed vectors. In full:
 *
 * <ol>
 *   <li>{@code fnv(text)} is 64-bit FNV-1a over the UTF-16 units of the text (its bytes, for ASCII), {@code A} to {@code Z} taken as
 *       {@code a} to {@code z};
 *   <li>{@code mix} is the finaliser of SplitMix64, which spreads each bit over all 64;
 *   <li>{@code hash(purpose, text) = mix(fnv(text) ^ fnv(purpose))}, so that two purposes see two unrelated hashes of one text;
 *   <li>{@code unit(h) = ((h >>> 12) + 0.5) * 2^-52}, between 0 and 1 and never either.
 * </ol>
 */
final class StableHash {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private StableHash() {}

    static long fnv(String text) {
        return fnv(text, text.length());
    }

    /** FNV-1a of the first {@code end} characters. */
    static long fnv(String text, int end) {
        long hash = OFFSET;
        for (int i = 0; i < end; i++) {
            int c = text.charAt(i);
            hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32 : c)) * PRIME;
        }
        return hash;
    }

    static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    static long hash(String purpose, String text) {
        return mix(fnv(text) ^ fnv(purpose));
    }

    static double unit(long hash) {
        return ((hash >>> 12) + 0.5) * 0x1p-52;
    }
}
