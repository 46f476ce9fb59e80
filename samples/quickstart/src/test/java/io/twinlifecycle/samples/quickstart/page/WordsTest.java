package io.twinlifecycle.samples.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {

    private static final TwinId TWIN = new TwinId("thermostat-1");
    private static final Instant THEN = Instant.parse("2026-01-01T10:00:00Z");

    @Test
    void sayHowLateAnEventIs() {
        assertThat(Words.event(deleted(), THEN.plusMillis(300))).isEqualTo("hub-a says: thermostat-1 was deleted");
        assertThat(Words.event(deleted(), THEN.plusSeconds(90)))
                .isEqualTo("hub-a says, 90 s late: thermostat-1 was deleted");
    }

    @Test
    void giveTheLibrarysOwnReason() {
        assertThat(Words.ours(RetirementOutcome.of(Kind.NOTED_DELETED, TWIN, "the device lives on hub-b")))
                .isEqualTo("Kept the twin and noted the deletion: the device lives on hub-b.");
        assertThat(Words.ours(new RetirementOutcome(Kind.RETIRED, Optional.of(TWIN), 2, "no hub has it")))
                .isEqualTo("Deleted the twin and 2 relationships: no hub has it.");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void areThereForEveryOutcome(Kind kind) {
        RetirementOutcome outcome = RetirementOutcome.of(kind, TWIN, "because");

        assertThat(Words.ours(outcome)).endsWith(": because.");
        assertThat(Words.article(outcome)).endsWith(".");
    }

    private static LifecycleEvent deleted() {
        return Deletions.of("thermostat-1", THEN);
    }
}
