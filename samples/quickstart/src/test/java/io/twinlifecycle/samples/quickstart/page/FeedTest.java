package io.twinlifecycle.samples.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FeedTest {

    private final Feed feed = new Feed(TimeSource.system());

    @Test
    void givesAReaderWhatItMissedAndThenWhatComes() throws InterruptedException {
        feed.add(Entry.Kind.OPERATOR, "one");
        feed.add(Entry.Kind.OPERATOR, "two");
        FeedReader reader = open(1);
        feed.add(Entry.Kind.OPERATOR, "three");

        assertThat(titles(reader)).containsExactly("two", "three");
    }

    @Test
    void givesAllToAReaderWhoKnowsAnotherRunOfTheCloud() throws InterruptedException {
        feed.add(Entry.Kind.OPERATOR, "one");

        assertThat(titles(open(4711))).containsExactly("one");
    }

    @Test
    void remembersTheLastEntriesOnly() throws InterruptedException {
        write(10_000);

        assertThat(titles(open(0))).hasSize(Feed.MEMORY).last().isEqualTo("10000");
    }

    @Test
    void dropsAReaderWhoDoesNotReadAndWaitsForNobody() throws InterruptedException {
        FeedReader asleep = open(0);
        FeedReader awake = open(0);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            write(100);
            read.addAll(titles(awake));
        }

        assertThat(asleep.isDropped()).isTrue();
        assertThat(titles(asleep)).as("what it holds is bounded").hasSizeLessThanOrEqualTo(2 * Feed.MEMORY);
        assertThat(read).as("the other one missed nothing").hasSize(10_000);
    }

    @Test
    void letsInSoManyReadersAndNoMore() {
        FeedReader first = open(0);
        int readers = 1;
        while (feed.open(0) != null) {
            readers++;
        }
        assertThat(readers).isEqualTo(16);

        feed.close(first);
        assertThat(feed.open(0)).as("there is room again").isNotNull();
    }

    private FeedReader open(long after) {
        return Objects.requireNonNull(feed.open(after));
    }

    private void write(int entries) {
        for (int i = 1; i <= entries; i++) {
            feed.add(Entry.Kind.EVENT, String.valueOf(i));
        }
    }

    private static List<String> titles(FeedReader reader) throws InterruptedException {
        List<String> titles = new ArrayList<>();
        for (Entry entry = reader.next(Duration.ZERO); entry != null; entry = reader.next(Duration.ZERO)) {
            titles.add(entry.title());
        }
        return titles;
    }
}
