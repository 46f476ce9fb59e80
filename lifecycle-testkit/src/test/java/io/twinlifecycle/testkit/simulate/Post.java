package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.events.EventEnvelope;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way: some arrive twice or three times, each copy after a delay of its own, from none to a day, so in any order. Used by
 * one thread.
 */
final class Post {

    private record Letter(EventEnvelope event, Instant due, long number) {}

    private final Random random;
    private final PriorityQueue<Letter> letters =
            new PriorityQueue<>(Comparator.comparing(Letter::due).thenComparing(Letter::number));
    private long number;

    Post(Random random) {
        this.random = random;
    }

    void send(EventEnvelope event, Instant now) {
        int copies = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        for (int i = 0; i < copies; i++) {
            letters.add(new Letter(event, now.plus(delay()), number++));
        }
    }

    private Duration delay() {
        int dice = random.nextInt(100);
        return dice < 60
                ? Duration.ofMillis(random.nextInt(500))
                : dice < 95
                        ? Duration.ofSeconds(random.nextInt(60))
                        : dice < 99 ? Duration.ofMinutes(random.nextInt(60)) : Duration.ofHours(random.nextInt(24));
    }

    /** The next event whose time has come, or the next of all. */
    @Nullable
    EventEnvelope take(Instant now, boolean evenIfEarly) {
        Letter first = letters.peek();
        if (first == null || (!evenIfEarly && first.due().isAfter(now))) {
            return null;
        }
        letters.remove();
        return first.event();
    }
}
