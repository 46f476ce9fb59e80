package io.twinlifecycle.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportJobsTest {

    private final VirtualTime time = new VirtualTime();
    private final ImportJobs unit = new TwinGraph(time).importJobs();

    @Test
    void writesTimesInTicksWithoutZerosAtTheEndAndPurgesAfterThirtyDays() {
        time.advance(Duration.ofNanos(151_450_099));
        unit.create("j", "https://a/in?sig=secret", "https://a/out");
        time.advance(Duration.ofSeconds(5));

        assertThat(unit.get("j").document())
                .contains(
                        Map.entry("createdDateTime", "2030-01-01T00:00:00.15145Z"),
                        Map.entry("purgeDateTime", "2030-01-31T00:00:00.15145Z"))
                .doesNotContainKey("finishedDateTime");
        assertThat(unit.set("j", ImportJob.Status.FAILED).document())
                .containsEntry("finishedDateTime", "2030-01-01T00:00:05.15145Z");
        assertThat(unit.all()).asString().doesNotContain("secret");
    }
}
