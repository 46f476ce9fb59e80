package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.LifecycleException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What goes wrong, at set rates, from one source of random numbers: calls that fail before their effect or after, throttling, instances that
 * die, and others who act between two calls. Used by one thread.
 */
final class Weather {

    /** An instance dies. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("an instance died", null, false, false);
        }
    }

    @SuppressWarnings("StaticAssignmentOfThrowable") // nobody looks at its stack trace, and it is thrown very often
    private static final LifecycleException DOWN = LifecycleException.storeUnavailable("down", null);

    private final Random random;
    private Runnable others = () -> {};
    private boolean calm;
    private long calls;
    private long failures;
    private long deaths;
    private long interruptions;

    Weather(Random random) {
        this.random = random;
    }

    /** Who may act between two calls. */
    void interruptedBy(Runnable somebody) {
        others = somebody;
    }

    /** From now on nothing goes wrong, or again everything. */
    void setCalm(boolean isCalm) {
        calm = isCalm;
    }

    long calls() {
        return calls;
    }

    /** How often what went wrong. */
    Map<String, Long> tally() {
        return Map.of(
                "calls on store and registry", calls,
                "calls that failed or were throttled", failures,
                "instances that died", deaths,
                "acts of others between two calls", interruptions);
    }

    private boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    /** Once in 250 calls each: fails before, fails after, throttled. Once in 1,000 each: dies before, dies after. */
    <T> T call(Supplier<T> work) {
        calls++;
        if (calm) {
            return work.get();
        }
        if (oneIn(25)) {
            interruptions++;
            others.run();
        }
        int dice = random.nextInt(1_000);
        failures += dice < 12 ? 1 : 0;
        deaths += dice == 12 || dice == 13 ? 1 : 0;
        if (dice < 4) {
            throw DOWN;
        } else if (dice < 8) {
            throw LifecycleException.storeUnavailable("throttled", Duration.ofSeconds(1 + random.nextInt(5)), null);
        } else if (dice == 12) {
            throw new Death();
        }
        T answer = work.get();
        if (dice < 12) {
            throw DOWN;
        } else if (dice == 13) {
            throw new Death();
        }
        return answer;
    }
}
