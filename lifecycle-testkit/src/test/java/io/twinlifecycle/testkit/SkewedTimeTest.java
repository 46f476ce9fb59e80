package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkewedTimeTest {

    private final VirtualTime right = new VirtualTime();
    private final SkewedTime unit = new SkewedTime(right, Duration.ofMinutes(-5));

    @Test
    void shiftsTheTimeOfDayAloneAndCanChange() {
        assertThat(unit.now()).isEqualTo(VirtualTime.START.minusSeconds(300));
        assertThat(unit.nanoTime()).isEqualTo(right.nanoTime());
        unit.skew(Duration.ofSeconds(7));
        unit.sleep(Duration.ofSeconds(3));

        assertThat(unit.now()).isEqualTo(VirtualTime.START.plusSeconds(10));
        assertThat(right.now()).isEqualTo(VirtualTime.START.plusSeconds(3));
    }

    @Test
    void makesAGraphWriteWrongTimes() {
        TwinGraph graph = new TwinGraph(unit);
        graph.models().addTexts(SampleModels.all());
        Map<String, Object> body = Map.of("$metadata", Map.of("$model", SampleModels.SPACE.value()));
        assertThat(graph.twins().put(new TwinId("r1"), body, false).times().twin())
                .isEqualTo("2029-12-31T23:55:00.0000000Z");
    }
}
