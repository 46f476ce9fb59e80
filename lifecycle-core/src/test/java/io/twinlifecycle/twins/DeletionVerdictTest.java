package io.twinlifecycle.twins;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.HubName;
import io.twinlifecycle.life.LifeMap;
import io.twinlifecycle.twins.DeletionVerdict.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionVerdictTest {

    private static final Instant DELETED_AT = Instant.parse("2026-05-01T10:00:10Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "hub-a=created@2026-05-01T10:00:11Z, STALE",
        "hub-a=assigned@2026-05-01T10:00:11Z, STALE",
        "hub-a=created@2026-05-01T10:00:10Z, STALE",
        "hub-a=created@2026-05-01T10:00:09.999Z, DEAD",
        "hub-a=assigned@2026-05-01T10:00:08.001Z, UNSURE",
        "hub-a=assigned@2026-05-01T10:00:08Z, DEAD",
        "'', DEAD",
        "hub-a=deleted@2026-05-01T10:00:20Z, DEAD",
        "hub-a=deleted@2026-05-01T10:00:20Z hub-b=created@2026-05-01T09:00:00Z, LIVES_ELSEWHERE",
        "hub-a=created@2026-05-01T10:00:05Z hub-b=created@2026-05-01T09:00:00Z, LIVES_ELSEWHERE",
        "hub-a=created@2026-05-01T10:00:05Z hub-b=deleted@2026-05-01T09:00:00Z, DEAD"
    })
    void weighsTheEventAgainstTheMap(String map, Kind expected) {
        DeletionVerdict unit =
                DeletionVerdict.of(LifeMap.parse(map), new HubName("hub-a"), DELETED_AT, Duration.ofSeconds(2));

        assertThat(unit.kind()).isEqualTo(expected);
    }
}
