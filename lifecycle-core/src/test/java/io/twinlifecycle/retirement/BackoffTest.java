package io.twinlifecycle.retirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinlifecycle.LifecycleException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final LifecycleException busy = LifecycleException.storeUnavailable("busy", null);

    private final Backoff unit = new Backoff(Duration.ofSeconds(1), 3, Duration.ofSeconds(20), 0.5, 5);

    @Test
    void growsByTheFactorUpToTheCap() {
        assertThat(unit.pauseAfter(1, busy, 0)).hasValue(Duration.ofSeconds(1));
        assertThat(unit.pauseAfter(2, busy, 0)).hasValue(Duration.ofSeconds(3));
        assertThat(unit.pauseAfter(3, busy, 0)).hasValue(Duration.ofSeconds(9));
        assertThat(unit.pauseAfter(4, busy, 0)).as("27 s is over the cap").hasValue(Duration.ofSeconds(20));
    }

    @Test
    void endsWithTheLastAttempt() {
        assertThat(unit.pauseAfter(5, busy, 0)).isEmpty();
        assertThat(Backoff.never().pauseAfter(1, busy, 0)).isEmpty();
    }

    @Test
    void isShortenedByChanceButNeverBelowTheJitter() {
        assertThat(unit.pauseAfter(2, busy, 0.5)).hasValue(Duration.ofMillis(2250));
        assertThat(unit.pauseAfter(2, busy, 0.999999).orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void waitsAtLeastAsLongAsItWasAskedTo() {
        assertThat(unit.pauseAfter(1, askingFor(Duration.ofSeconds(60)), 0.5))
                .as("even over the cap")
                .hasValue(Duration.ofSeconds(60));
        assertThat(unit.pauseAfter(3, askingFor(Duration.ofMillis(1)), 0)).hasValue(Duration.ofSeconds(9));
    }

    @Test
    void endsWhereAnotherAttemptCannotHelp() {
        assertThat(unit.pauseAfter(1, LifecycleException.storeRefused("no", null), 0))
                .isEmpty();
        assertThat(unit.pauseAfter(1, LifecycleException.interrupted(null), 0)).isEmpty();
    }

    @Test
    void staysFiniteAfterAnyNumberOfAttempts() {
        Backoff patient = new Backoff(Duration.ofMillis(1), 10, Duration.ofMinutes(1), 0, Integer.MAX_VALUE);

        assertThat(patient.pauseAfter(1_000_000, busy, 0)).hasValue(Duration.ofMinutes(1));
    }

    @Test
    void refusesValuesOutOfRange() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second.negated(), 2, second, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, 0.9, second, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, Double.NaN, second, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, 2, Duration.ZERO, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, 2, second, 1.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, 2, second, 0, 0));
    }

    private static LifecycleException askingFor(Duration retryAfter) {
        return LifecycleException.storeUnavailable("busy", retryAfter, null);
    }
}
