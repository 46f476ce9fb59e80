package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.TimeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last entries, and those who read them as they come. Writing never waits for a reader: one that is too slow is dropped, and its browser
 * asks again and gets the last entries anew. Safe for use by many threads.
 */
final class Feed {

    /** How many entries are remembered. */
    static final int MEMORY = 200;

    private static final int MAX_READERS = 16;

    private final TimeSource time;
    private final Deque<Entry> last = new ArrayDeque<>();
    private final Set<FeedReader> readers = ConcurrentHashMap.newKeySet();
    private long number;

    Feed(TimeSource time) {
        this.time = time;
    }

    synchronized void add(Entry.Kind kind, String title, @Nullable Side ours, @Nullable Side article) {
        Entry entry = Entry.of(++number, time.now(), kind, title, ours, article);
        last.add(entry);
        if (last.size() > MEMORY) {
            last.remove();
        }
        readers.forEach(reader -> reader.offer(entry));
    }

    /** Something that a person did, which asks no algorithm. */
    void add(Entry.Kind kind, String title) {
        add(kind, title, null, null);
    }

    /**
     * A new reader, which first gets the last entries; null if there are too many. One that was dropped counts until it is closed.
     *
     * @param after those with a higher number only
     */
    synchronized @Nullable FeedReader open(long after) {
        if (readers.size() >= MAX_READERS) {
            return null;
        }
        // A number from another run of the cloud says nothing about this one.
        long from = after > number ? 0 : after;
        List<Entry> missed = last.stream().filter(entry -> entry.id() > from).toList();
        FeedReader reader = new FeedReader(missed);
        readers.add(reader);
        return reader;
    }

    void close(FeedReader reader) {
        readers.remove(reader);
    }
}
