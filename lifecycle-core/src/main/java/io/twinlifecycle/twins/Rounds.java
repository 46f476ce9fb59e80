package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import java.time.Duration;

/**
 * Counts how often an algorithm begins again, because others changed the twin or the store lags, and keeps it from doing so for ever. The
 * first repetition comes at once, since a conflict is usually over by then; later ones pause for longer each time.
 */
final class Rounds {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final int max;
    private final Deadline deadline;
    private int round;

    Rounds(int max, Deadline deadline) {
        this.max = max;
        this.deadline = deadline;
    }

    /** Goes on to the next round; a conflict with others if there have been too many. */
    void next(TwinId twin) {
        if (round >= max) {
            throw LifecycleException.contended(twin, round);
        }
        if (round >= 2) {
            pause(round - 1, "waiting to read twin " + twin + " again");
        }
        round++;
    }

    /** Waits for a store that lags, longer each time. */
    void pause(int repetition, String why) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(repetition, 7));
        if (!deadline.sleep(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)) {
            throw LifecycleException.outOfTime(why);
        }
    }

    int count() {
        return round;
    }

    int max() {
        return max;
    }
}
