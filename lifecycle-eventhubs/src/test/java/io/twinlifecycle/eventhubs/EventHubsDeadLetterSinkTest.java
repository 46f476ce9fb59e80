package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.eventhubs.EventData;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.retirement.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventHubsDeadLetterSinkTest {

    private final List<EventData> sent = new ArrayList<>();
    private final EventHubsDeadLetterSink unit = new EventHubsDeadLetterSink(sent::add);

    @Test
    void sendsTheEventAndWhyItWasGivenUp() {
        DeadLetter letter = TestEvents.letter("hub/3@1", Map.of("opType", "deleteDeviceIdentity", "count", 5));

        unit.park(letter);

        EventData event = sent.get(0);
        assertThat(event.getBody()).isEqualTo(letter.event().body());
        assertThat(event.getCorrelationId()).isEqualTo("c-1");
        assertThat(event.getProperties())
                .containsEntry("opType", "deleteDeviceIdentity")
                .containsEntry("count", 5)
                .containsEntry("dead-letter-kind", "STORE_REFUSED")
                .containsEntry("dead-letter-reason", "nö \"thanks\"\n")
                .containsEntry("dead-letter-attempts", 3)
                .containsEntry("dead-letter-parked-at", "2024-05-01T10:00:00Z")
                .containsEntry("dead-letter-source", "hub/3@1");
    }

    @Test
    void sendsNoPropertyThatTheClientCannotSend() {
        unit.park(TestEvents.letter(
                "hub/3@1", Map.of("instant", Instant.EPOCH, "bytes", new byte[1], "list", List.of())));

        assertThat(sent.get(0).getProperties()).doesNotContainKeys("instant", "bytes", "list");
    }

    @Test
    void isReadBackExactly() {
        DeadLetter letter = TestEvents.letter("hub/3@1", Map.of("instant", Instant.EPOCH, "long", 5L, "int", 5));

        unit.park(letter);

        assertThat(DeadLetters.of(sent.get(0))).usingRecursiveComparison().isEqualTo(letter);
    }

    @Test
    void doesNotTakeOtherEventsForLetters() {
        assertThatIllegalArgumentException().isThrownBy(() -> DeadLetters.of(TestEvents.event(1)));
        unit.park(TestEvents.letter("hub/3@1", Map.of()));
        sent.get(0).getProperties().put("dead-letter-parked-at", "yesterday");
        assertThatIllegalArgumentException().isThrownBy(() -> DeadLetters.of(sent.get(0)));
    }

    @Test
    void saysWhenItCannotSend() {
        EventHubsDeadLetterSink broken = new EventHubsDeadLetterSink(event -> {
            throw new IllegalStateException("no link");
        });

        assertThatThrownBy(() -> broken.park(TestEvents.letter("hub/3@1", Map.of())))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.kind()).isEqualTo(LifecycleException.Kind.COLLABORATOR_FAILED));
    }
}
