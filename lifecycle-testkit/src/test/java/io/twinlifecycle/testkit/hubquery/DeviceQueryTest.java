package io.twinlifecycle.testkit.hubquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceQueryTest {

    private static final List<Map<String, Object>> TWINS = List.of(
            Map.of("deviceId", "one", "tags", Map.of("floor", 1), "status", "enabled"),
            Map.of("deviceId", "two", "tags", Map.of("floor", 2), "status", "disabled"),
            Map.of("deviceId", "three", "status", "enabled"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM devices | one two three",
                "select * from devices where status = 'enabled' | one three",
                "SELECT * FROM devices WHERE tags.floor >= 2 | two",
                "SELECT * FROM devices c WHERE c.tags.floor = 1 OR c.deviceId = 'three' | one three",
                "SELECT * FROM devices WHERE devices.deviceId IN ['one', 'two'] | one two",
                "SELECT * FROM devices WHERE NOT is_defined(tags.floor) | three",
                "SELECT TOP 2 * FROM devices | one two",
                "SELECT * FROM devices WHERE Status = 'enabled' | ''"
            })
    void findsTwins(String query, String expected) {
        List<String> ids = DeviceQuery.parse(query).run(TWINS).stream()
                .map(twin -> String.valueOf(twin.get("deviceId")))
                .toList();
        assertThat(String.join(" ", ids)).isEqualTo(expected);
    }

    @Test
    void projectsProperties() {
        DeviceQuery query = DeviceQuery.parse("SELECT deviceId, tags.floor AS level FROM devices");
        assertThat(query.isOfTwins()).isFalse();
        assertThat(query.run(TWINS))
                .containsExactly(
                        Map.of("deviceId", "one", "level", 1),
                        Map.of("deviceId", "two", "level", 2),
                        Map.of("deviceId", "three"));
    }

    @Test
    void counts() {
        assertThat(DeviceQuery.parse("SELECT COUNT() AS total FROM devices WHERE status = 'enabled'")
                        .run(TWINS))
                .containsExactly(Map.of("total", 2));
    }

    @Test
    void knowsQueriesOfModules() {
        assertThat(DeviceQuery.parse("SELECT * FROM devices.modules").isOfModules())
                .isTrue();
        assertThat(DeviceQuery.parse("SELECT * FROM devices").isOfModules()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT",
                "SELECT * FROM twins",
                "SELECT * FROM devices.jobs",
                "SELECT * FROM devices WHERE",
                "SELECT * FROM devices WHERE startswith(deviceId, 'a')",
                "SELECT * FROM devices WHERE concat('a', 'b') = 'ab'",
                "SELECT * FROM devices GROUP BY status",
                "SELECT * FROM devices ORDER BY deviceId",
                "SELECT SUM(tags.floor) FROM devices",
                "SELECT status, COUNT() AS n FROM devices",
                "SELECT TOP x * FROM devices",
                "SELECT 1 FROM devices",
                "SELECT * FROM devices c d"
            })
    void refusesWhatIsNotImitated(String query) {
        assertThatThrownBy(() -> DeviceQuery.parse(query)).as(query).isInstanceOf(HubQueryException.class);
    }
}
