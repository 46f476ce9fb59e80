package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final StopSignal unit = new StopSignal();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void letsNobodyInAfterTheStop() {
        assertThat(unit.enter()).isTrue();
        unit.stop();
        assertThat(unit.enter()).isFalse();
    }

    @Test
    void waitsForThoseInside() throws Exception {
        assertThat(unit.enter()).isTrue();
        unit.stop();
        assertThat(unit.awaitEmpty(Duration.ZERO)).as("one is inside").isFalse();

        CompletableFuture<Boolean> empty = CompletableFuture.supplyAsync(() -> unit.awaitEmpty(Duration.ofSeconds(20)));
        unit.leave();

        assertThat(empty.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsPauses() throws Exception {
        CompletableFuture<Boolean> goOn = CompletableFuture.supplyAsync(() -> unit.pause(Duration.ofHours(1)));
        unit.stop();

        assertThat(goOn.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(new StopSignal().pause(Duration.ZERO))
                .as("a pause that runs its time")
                .isTrue();
    }

    @Test
    void keepsTheInterruptFlag() {
        Thread.currentThread().interrupt();

        assertThat(unit.pause(Duration.ofHours(1))).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        unit.enter();
        assertThat(unit.awaitEmpty(Duration.ofHours(1))).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
