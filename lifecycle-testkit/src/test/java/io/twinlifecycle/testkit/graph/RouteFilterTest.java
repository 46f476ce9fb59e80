package io.twinlifecycle.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFilterTest {

    private static final GraphEvent DELETION = new GraphEvent(
            "e1",
            "Microsoft.DigitalTwins.Twin.Delete",
            "localhost",
            Optional.of("thermostat-7"),
            Optional.of("2030-01-01T00:00:00.0000000Z"),
            Optional.empty(),
            "00-1-2-01",
            Map.of(
                    "$dtId",
                    "thermostat-7",
                    "temperature",
                    21.5,
                    "isOn",
                    true,
                    "tags",
                    List.of("a"),
                    "$metadata",
                    Map.of("$model", "dtmi:a:b;1")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                " TRUE ",
                "type = 'Microsoft.DigitalTwins.Twin.Delete'",
                "type='Microsoft.DigitalTwins.Twin.Create' OR type='Microsoft.DigitalTwins.Twin.Delete'",
                "false or true and true",
                "true OR false AND false",
                "(type != 'microsoft.iot.telemetry' OR datacontenttype = 'application/json') AND specversion = '1.0'",
                "$body.temperature <= 21.5",
                "$body.temperature > 21 and $body.temperature < 22 and 21 < $body.temperature",
                "$body.temperature >= 2.15e1",
                "$body.isOn = true",
                "$body.prop = null",
                "$body.isOn != null",
                "$body.tags.x = null",
                "STARTS_WITH($body.$metadata.$model, 'dtmi:a')",
                "ENDS_WITH($body.$metadata.$model, 'b;1')",
                "CONTAINS(subject, 'stat-')",
                "subject > 'thermostat' AND source = 'localhost' AND dataschema = null",
                "$eventType = 'DigitalTwinTelemetryMessages' or $eventType = 'DigitalTwinLifecycleNotification'",
            })
    void letsThrough(String filter) {
        assertThat(RouteFilter.parse(filter).lets(DELETION)).as(filter).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "type = 'microsoft.digitaltwins.twin.delete'",
                "type = 'Microsoft.DigitalTwins.Twin.Create'",
                "$body.Temperature > 0",
                "$body.temperature > '0'",
                "$body.isOn > 0",
                "$body.missing < 5",
                "CONTAINS($body.missing, 'x')",
                "(true OR false) AND false",
                "subject = 'it\\'s'",
                "$eventType = 'DigitalTwinTelemetryMessages'",
            })
    void holdsBack(String filter) {
        assertThat(RouteFilter.parse(filter).lets(DELETION)).as(filter).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "this is not a valid filter",
                "type",
                "type =",
                "type = 'a",
                "type = 'a' AND",
                "type = 'a' type = 'b'",
                "type LIKE 'a'",
                "NOT type = 'a'",
                "temperature > 5",
                "IS_DEFINED($body.x)",
                "starts_with(type, 'a')",
                "STARTS_WITH(type 'a')",
                "STARTS_WITH(type, 'a'",
                "(type = 'a'",
                "type = 'a')",
                "type = 'a' & true",
                "= 'a'",
            })
    void refuses(String filter) {
        assertThatExceptionOfType(TwinGraphException.class)
                .isThrownBy(() -> RouteFilter.parse(filter))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_ROUTE_FILTER_INVALID))
                .withMessageStartingWith("The filter of the event route is invalid: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {51, 3_999, 100_000})
    void refusesWhatNestsTooDeep(int depth) {
        String filter = "(".repeat(depth) + "true" + ")".repeat(depth);
        assertThatExceptionOfType(TwinGraphException.class).isThrownBy(() -> RouteFilter.parse(filter));
    }
}
