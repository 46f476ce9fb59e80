package io.twinlifecycle.testkit.graph;

import java.util.Comparator;

/** The place of a relationship among those that end at a twin: ordered by its id, then by where it starts. */
record IncomingKey(String relationship, String source) implements Comparable<IncomingKey> {

    private static final Comparator<IncomingKey> ORDER =
            Comparator.comparing(IncomingKey::relationship).thenComparing(IncomingKey::source);

    @Override
    public int compareTo(IncomingKey other) {
        return ORDER.compare(this, other);
    }
}
