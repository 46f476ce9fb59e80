package io.twinlifecycle.retirement;

import static io.twinlifecycle.retirement.Events.DONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TestTime;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.retirement.EventResult.Failed;
import io.twinlifecycle.retirement.EventResult.Handled;
import io.twinlifecycle.retirement.EventResult.Parked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Batches for a caller that can wait: what may succeed later is given back, not parked. */
class GivingBackTest {

    private final LifecycleException away = LifecycleException.storeUnavailable("away", null);
    private final LifecycleException refused = LifecycleException.storeRefused("no", null);
    private final Map<String, LifecycleException> failures = new HashMap<>();
    private final List<String> tried = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<EventResult> finished = new ArrayList<>();

    private final LifecycleEventProcessor unit = LifecycleEventProcessor.builder((event, deadline) -> {
                String device = event.deviceId().value();
                tried.add(device);
                LifecycleException failure = failures.get(device);
                if (failure != null) {
                    throw failure;
                }
                return DONE;
            })
            .parser(Events::parse)
            .deadLetterSink(letters::add)
            .listener(new RetirementListener() {
                @Override
                public void onFinished(
                        EventEnvelope envelope, Optional<LifecycleEvent> event, EventResult result, Duration elapsed) {
                    finished.add(result);
                }
            })
            .backoff(Backoff.never())
            .timeSource(new TestTime())
            .build();

    @Test
    void givesBackWhatMaySucceedLater() {
        failures.put("b", away);

        assertThat(unit.processAllOrGiveBack(devices("a", "b", "c")))
                .containsExactly(new Handled(DONE), new Failed(away), new Handled(DONE));
        assertThat(letters).isEmpty();
    }

    @Test
    void parksWhatCanNeverSucceed() {
        failures.put("a", refused);

        assertThat(unit.processAllOrGiveBack(List.of(Events.deletion("a"), Events.malformed())))
                .hasOnlyElementsOfType(Parked.class);
        assertThat(letters).extracting(DeadLetter::kind).containsExactly("STORE_REFUSED", "MALFORMED_EVENT");
    }

    @Test
    void spendsNoTimeOnTheRestWhenTheStoreIsAway() {
        devices("a", "b", "c", "d", "e")
                .forEach(event -> failures.put(String.valueOf(event.properties().get("device")), away));

        assertThat(unit.processAllOrGiveBack(devices("a", "b", "c", "d", "e")))
                .hasSize(5)
                .containsOnly(new Failed(away));
        assertThat(tried).containsExactly("a", "b", "c");
        assertThat(finished).as("nobody is told of what was not tried").hasSize(3);
    }

    @Test
    void goesOnWhileSomeAreHandledInBetween() {
        Stream.of("a", "b", "d", "e").forEach(device -> failures.put(device, away));

        unit.processAllOrGiveBack(devices("a", "b", "c", "d", "e", "f"));

        assertThat(tried).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void stillIgnoresWhatIsNotOurBusinessWhenTheStoreIsAway() {
        Stream.of("a", "b", "c").forEach(device -> failures.put(device, away));
        List<EventEnvelope> batch = new ArrayList<>(devices("a", "b", "c"));
        batch.add(Events.telemetry());

        assertThat(unit.processAllOrGiveBack(batch)).last().isInstanceOf(Handled.class);
    }

    @Test
    void countsWhatTheHandlerHandled() {
        failures.put("b", away);

        unit.processAll(List.of(Events.deletion("a"), Events.deletion("b"), Events.telemetry()));

        assertThat(unit.handled()).isEqualTo(1);
    }

    private static List<EventEnvelope> devices(String... ids) {
        return Stream.of(ids).map(Events::deletion).toList();
    }
}
