package io.twinlifecycle.testkit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small building to ask about.
 *
 * <pre>
 * hq -contains-> floor1 -contains-> room1      lab -contains-> room1
 *                floor2 -contains-> room2
 * thermo1, thermo2 and device1 are in room1; thermo3 is in room2
 * thing1 and thing2 stand alone
 * </pre>
 */
final class QueryWorld {

    private static final String THING = """
            {"@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Thing;3","@type":"Interface","contents":[
            {"@type":"Property","name":"name","schema":"string"},
            {"@type":"Property","name":"Group","schema":"string"},
            {"@type":"Property","name":"floors","schema":{"@type":"Array","elementSchema":"integer"}},
            {"@type":"Property","name":"labels","schema":{"@type":"Map",
            "mapKey":{"name":"key","schema":"string"},"mapValue":{"name":"value","schema":"string"}}}]}""";

    final VirtualTime time = new VirtualTime();
    final TwinGraph graph = new TwinGraph(time);

    QueryWorld() {
        graph.models().addTexts(SampleModels.all());
        graph.models().addTexts(List.of(THING));
        for (String id : List.of("hq", "floor1", "floor2", "lab", "room1", "room2")) {
            put(id, "Space;1", id.startsWith("room") ? Map.of("areaInSquareMetres", 20.5) : Map.of());
        }
        Map<String, Object> sensor = Map.of("sensor", Map.of("maker", "Contoso", "offset", 0.5));
        put("thermo1", "Thermostat;1", with(sensor, "targetTemperature", 18, "batteryLevel", 80, "isOn", true));
        put("thermo2", "Thermostat;1", with(sensor, "targetTemperature", 22.5, "isOn", false));
        put("thermo3", "Thermostat;2", with(sensor, "ecoMode", true, "place", Map.of("room", "Lab", "floor", 2)));
        put("device1", "Device;1", Map.of("serialNumber", "D'Souza \\ 1", "batteryLevel", 20));
        put(
                "thing1",
                "Thing;3",
                Map.of("name", "one", "Group", "a", "floors", List.of(1, 2), "labels", Map.of("2nd", "x")));
        put("thing2", "Thing;3", Map.of("name", "two", "labels", Map.of("red", "")));
        relate("hq", "contains", "floor1", Map.of("priority", 1));
        relate("hq", "contains", "floor2", Map.of("priority", 2));
        relate("floor1", "contains", "room1", Map.of());
        relate("floor2", "contains", "room2", Map.of());
        relate("lab", "contains", "room1", Map.of("since", "2020"));
        relate("thermo1", "isIn", "room1", Map.of());
        relate("thermo2", "isIn", "room1", Map.of());
        relate("device1", "isIn", "room1", Map.of());
        relate("thermo3", "isIn", "room2", Map.of());
    }

    void put(String id, String model, Map<String, Object> contents) {
        Map<String, Object> body = new HashMap<>(contents);
        body.put("$metadata", Map.of("$model", "dtmi:com:example:" + model));
        graph.twins().put(new TwinId(id), body, false);
    }

    void relate(String source, String name, String target, Map<String, Object> properties) {
        Map<String, Object> body = new HashMap<>(properties);
        body.put("$relationshipName", name);
        body.put("$targetId", target);
        graph.relationships().put(new TwinId(source), source + "-" + target, body, false);
    }

    List<Map<String, Object>> rows(String query) {
        return TwinQuery.rows(graph.queryView(), query);
    }

    /** The ids of the twins that {@code FROM DIGITALTWINS T WHERE} finds. */
    List<Object> where(String condition) {
        return column("SELECT T.$dtId FROM DIGITALTWINS T WHERE " + condition);
    }

    /** The values of a query of one column. */
    List<Object> column(String query) {
        return rows(query).stream().flatMap(row -> row.values().stream()).toList();
    }

    QueryException refusal(String query) {
        QueryException refusal = catchThrowableOfType(QueryException.class, () -> rows(query));
        assertThat(refusal).as("refusal of %s", query).isNotNull();
        return refusal;
    }

    void assertBroken(String query, String message) {
        assertThat(refusal(query)).as(query).hasMessageContaining(message);
        assertThat(refusal(query).kind()).as(query).isEqualTo(QueryException.Kind.SQL_QUERY_ERROR);
    }

    void assertNotImitated(String query, String message) {
        assertThat(refusal(query)).as(query).hasMessageContaining(message);
        assertThat(refusal(query).kind()).as(query).isEqualTo(QueryException.Kind.NOT_IMITATED);
    }

    private static Map<String, Object> with(Map<String, Object> first, Object... namesAndValues) {
        Map<String, Object> all = new HashMap<>(first);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return all;
    }
}
