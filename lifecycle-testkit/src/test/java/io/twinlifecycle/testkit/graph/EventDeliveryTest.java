package io.twinlifecycle.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.internal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventDeliveryTest {

    private static final TwinId HALL = new TwinId("hall");
    private static final TwinId ROOM = new TwinId("room");

    private final TwinGraph graph = new TwinGraph(new VirtualTime());
    private final EventRoutes unit = graph.eventRoutes();
    private final List<GraphEvent> events = new ArrayList<>();

    @BeforeEach
    void listen() {
        graph.models().addTexts(SampleModels.all());
        unit.addEndpoint("hub", events::add);
    }

    private void route(String filter) {
        unit.put(new EventRoute("r", "hub", filter));
    }

    private GraphTwin put(TwinId id, Object area) {
        return graph.twins()
                .put(
                        id,
                        Map.of("$metadata", Map.of("$model", SampleModels.SPACE.value()), "areaInSquareMetres", area),
                        false);
    }

    private GraphEvent last() {
        return events.get(events.size() - 1);
    }

    @Test
    void tellsOfTwinsThatAreMadeChangedAndDeleted() {
        route("true");
        GraphTwin made = put(HALL, 40);
        graph.twins().patch(HALL, patch("replace", "/areaInSquareMetres", 41), IfMatch.none());
        GraphTwin replaced = put(HALL, 42);
        graph.twins().delete(HALL, IfMatch.none());

        assertThat(events)
                .extracting(GraphEvent::type)
                .containsExactly(
                        "Microsoft.DigitalTwins.Twin.Create",
                        "Microsoft.DigitalTwins.Twin.Update",
                        "Microsoft.DigitalTwins.Twin.Update",
                        "Microsoft.DigitalTwins.Twin.Delete");
        assertThat(events).extracting(GraphEvent::subject).containsOnly(Optional.of("hall"));
        assertThat(events).extracting(GraphEvent::id).doesNotHaveDuplicates();
        assertThat(events.get(0).data()).isEqualTo(made.document());
        assertThat(events.get(1).data()).isEqualTo(update(41));
        assertThat(events.get(2).data()).isEqualTo(update(42));
        assertThat(events.get(3).data()).as("the last state").isEqualTo(replaced.document());
    }

    private static List<PatchOperation> patch(String op, String path, Object value) {
        return PatchOperation.parse(List.of(Map.of("op", op, "path", path, "value", value)));
    }

    private static Map<String, Object> update(int area) {
        return Map.of(
                "modelId",
                SampleModels.SPACE.value(),
                "patch",
                List.of(Map.of("value", area, "path", "/areaInSquareMetres", "op", "replace")));
    }

    @Test
    void tellsOfRelationships() {
        put(HALL, 1);
        put(ROOM, 1);
        route("true");
        Map<String, Object> body = Map.of("$relationshipName", "contains", "$targetId", "room");
        GraphRelationship made = graph.relationships().put(HALL, "c1", body, false);
        graph.relationships().patch(HALL, "c1", patch("add", "/priority", 2), IfMatch.none());
        graph.relationships().put(HALL, "c1", body, false);
        graph.relationships().delete(HALL, "c1", IfMatch.none());

        assertThat(events)
                .extracting(event -> event.type().substring("Microsoft.DigitalTwins.".length()))
                .containsExactly(
                        "Relationship.Create", "Relationship.Update", "Relationship.Update", "Relationship.Delete");
        assertThat(events).extracting(GraphEvent::subject).containsOnly(Optional.of("hall/relationships/c1"));
        assertThat(events.get(0).data()).isEqualTo(made.document());
        assertThat(events.get(1).data()).asString().contains("modelId", "/priority");
        assertThat(events.get(2).data()).asString().contains("remove");
    }

    @Test
    void handsTelemetryOnUnchanged() {
        graph.twins()
                .put(
                        ROOM,
                        Map.of("$metadata", Map.of("$model", SampleModels.THERMOSTAT.value()), "sensor", Map.of()),
                        false);
        route("type = 'microsoft.iot.telemetry'");
        graph.telemetry().publish(ROOM, Optional.of("sensor"), "m1", Optional.empty(), Map.of("raw", 5));

        assertThat(last().id()).isEqualTo("m1");
        assertThat(last().source()).isEqualTo("localhost/digitaltwins/room");
        assertThat(last().subject()).contains("sensor");
        assertThat(last().dataSchema()).contains(SampleModels.TEMPERATURE_SENSOR.value());
        assertThat(last().data()).isEqualTo(Map.of("raw", 5));
        graph.telemetry().publish(ROOM, Optional.empty(), "m2", Optional.empty(), 5);
        assertThat(last().dataSchema()).contains(SampleModels.THERMOSTAT.value());
    }

    @Test
    void isAMessageOfTheAmqpBindingOrOneDocument() {
        route("true");
        put(HALL, 40);

        assertThat(last().applicationProperties())
                .containsEntry("cloudEvents:specversion", "1.0")
                .containsEntry("cloudEvents:type", "Microsoft.DigitalTwins.Twin.Create")
                .containsEntry("cloudEvents:subject", "hall")
                .containsEntry("cloudEvents:source", "localhost")
                .containsEntry("cloudEvents:time", "2030-01-01T00:00:00.0000000Z")
                .containsKeys("cloudEvents:id", "cloudEvents:traceparent")
                .doesNotContainKey("cloudEvents:dataschema");
        assertThat(Json.parse(last().body())).isEqualTo(last().data());
        assertThat(last().document())
                .containsEntry("datacontenttype", "application/json")
                .containsEntry("data", last().data());
        assertThat(last().applicationProperties().get("cloudEvents:traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void sendsEachEventOnceToEachEndpointAndOnlyWhatAFilterLetsThrough() {
        List<GraphEvent> deletions = new ArrayList<>();
        unit.addEndpoint("deletions", deletions::add);
        unit.put(new EventRoute("r1", "hub", "true"));
        unit.put(new EventRoute("r2", "hub", "subject = 'hall'"));
        unit.put(new EventRoute("r3", "deletions", "type = 'Microsoft.DigitalTwins.Twin.Delete'"));
        put(HALL, 1);
        graph.twins().delete(HALL, IfMatch.none());

        assertThat(events).hasSize(2);
        assertThat(deletions).extracting(GraphEvent::type).containsExactly("Microsoft.DigitalTwins.Twin.Delete");
        unit.delete("r1");
        unit.delete("r2");
        put(HALL, 2);
        assertThat(events).hasSize(2);
    }

    @Test
    void makesChangesWhateverBecomesOfTheirEvents() {
        unit.addEndpoint("hub", event -> {
            throw new IllegalStateException("full");
        });
        route("true");
        put(HALL, 1);

        assertThat(graph.twins().find(HALL)).isPresent();
        unit.addEndpoint("hub");
        put(HALL, 2);
        assertThat(events).isEmpty();
    }

    @Test
    void tellsNothingOfWhatIsRefused() {
        route("true");
        put(HALL, 1);
        graph.reportRelationshipsOnNextDeletes(1);
        assertThat(catchThrowable(() -> graph.twins().delete(HALL, IfMatch.none())))
                .isInstanceOf(TwinGraphException.class);
        assertThat(events).hasSize(1);
    }
}
