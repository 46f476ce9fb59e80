package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime unit = new VirtualTime();

    @Test
    void standsStillUntilMoved() {
        assertThat(unit.now()).isEqualTo(unit.now()).isEqualTo(VirtualTime.START);
        assertThat(unit.nanoTime()).isEqualTo(unit.nanoTime()).isNotZero();
    }

    @Test
    void movesBothClocksByAsMuch() {
        long before = unit.nanoTime();
        unit.advance(Duration.ofSeconds(5));

        assertThat(unit.now()).isEqualTo(VirtualTime.START.plusSeconds(5));
        assertThat(unit.nanoTime() - before).isEqualTo(5_000_000_000L);
        assertThat(unit.passed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void sleepsByMoving() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(2), unit);
        unit.sleep(Duration.ofSeconds(1));
        unit.sleep(Duration.ofSeconds(-1));
        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));

        unit.sleep(Duration.ofSeconds(1));
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void doesNotSleepWhenInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(LifecycleException.class)
                    .isThrownBy(() -> unit.sleep(Duration.ofSeconds(1)))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(LifecycleException.Kind.INTERRUPTED));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(unit.passed()).isZero();
    }

    @Test
    void neverGoesBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit.advance(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
    }
}
