package io.twinlifecycle.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.graph.TwinTimes.PropertyTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwinGraphTest {

    private static final TwinId ID = new TwinId("t1");
    private static final String FIRST = "2030-01-01T00:00:00.0000000Z";
    private static final String LATER = "2030-01-01T00:00:01.5000000Z";

    private final VirtualTime time = new VirtualTime();
    private final TwinGraph unit = new TwinGraph(time);

    @BeforeEach
    void addModels() {
        unit.models().addTexts(SampleModels.all());
    }

    private GraphTwin put() {
        return unit.twins()
                .put(
                        ID,
                        Map.of(
                                "$metadata",
                                Map.of("$model", SampleModels.THERMOSTAT.value()),
                                "targetTemperature",
                                20.5,
                                "batteryLevel",
                                80,
                                "sensor",
                                Map.of("$metadata", Map.of(), "maker", "Contoso", "offset", 0.5)),
                        false);
    }

    private GraphTwin patch(Object... operations) {
        return unit.twins().patch(ID, PatchOperation.parse(List.of(operations)), IfMatch.none());
    }

    private static Map<String, Object> op(String op, String path, Object value) {
        return Map.of("op", op, "path", path, "value", value);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(TwinGraphException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void notesWhenEachPropertyWasWritten() {
        put();
        time.advance(Duration.ofMillis(1_500));
        TwinTimes times = patch(op("replace", "/targetTemperature", 25.5), op("replace", "/sensor/offset", 0.25))
                .times();

        assertThat(times.twin()).isEqualTo(LATER);
        assertThat(times.components()).containsExactly(Map.entry("sensor", LATER));
        assertThat(times.properties())
                .containsOnly(
                        Map.entry(List.of("targetTemperature"), new PropertyTime(LATER, null)),
                        Map.entry(List.of("batteryLevel"), new PropertyTime(FIRST, null)),
                        Map.entry(List.of("sensor", "offset"), new PropertyTime(LATER, null)),
                        Map.entry(List.of("sensor", "maker"), new PropertyTime(FIRST, null)));
    }

    @Test
    void renewsAllTimesWhenATwinIsReplaced() {
        put();
        time.advance(Duration.ofMillis(1_500));

        assertThat(put().times().properties().values()).containsOnly(new PropertyTime(LATER, null));
    }

    @Test
    void keepsTheTimesThatAWriterGives() {
        put();
        GraphTwin twin = patch(
                op("add", "/$metadata/batteryLevel/sourceTime", "2029-12-31T00:00:00Z"),
                op("add", "/sensor/$metadata/maker/sourceTime", "2029-12-30T00:00:00Z"));

        assertThat(twin.times().properties())
                .containsEntry(List.of("batteryLevel"), new PropertyTime(FIRST, "2029-12-31T00:00:00Z"))
                .containsEntry(List.of("sensor", "maker"), new PropertyTime(FIRST, "2029-12-30T00:00:00Z"));
        assertThat(twin.document().toString())
                .contains("batteryLevel={lastUpdateTime=" + FIRST + ", sourceTime=2029-12-31T00:00:00Z}");
    }

    @Test
    void letsNoPatchReachMetadataByAnotherWay() {
        put();
        List<Map<String, Object>> hostile = List.of(
                op("add", "/$metadata", Map.of()),
                op("add", "/$metadata/$model", "no model"),
                op("add", "/$metadata/$lastUpdateTime", FIRST),
                op("add", "/sensor/$metadata/$model", SampleModels.SPACE.value()),
                op("add", "/$etag", "W/\"mine\""),
                Map.of("op", "remove", "path", "/$metadata/$model"));
        for (Map<String, Object> operation : hostile) {
            assertRefused(ErrorCode.JSON_PATCH_INVALID, () -> patch(operation));
        }
        List<PatchOperation> model = PatchOperation.parse(List.of(op("add", "/$model", SampleModels.SPACE.value())));
        assertRefused(
                ErrorCode.JSON_PATCH_INVALID,
                () -> unit.twins().patchComponent(ID, "$metadata", model, IfMatch.none()));
    }

    @Test
    void readsEscapedPointers() {
        assertThat(PatchOperation.parse(List.of(op("add", "/a~1b/c~0d", 1))))
                .extracting(PatchOperation::path)
                .containsExactly(List.of("a/b", "c~d"));
        for (Object document : List.of("add", Map.of(), List.of(Map.of("op", "add")), List.of(op("add", "a", 1)))) {
            assertRefused(ErrorCode.JSON_PATCH_INVALID, () -> PatchOperation.parse(document));
        }
    }

    @Test
    void givesTheSameETagsForTheSameSeed() {
        TwinGraph twin = new TwinGraph(time);
        twin.models().addTexts(SampleModels.all());
        TwinGraph other = new TwinGraph(time, 2);
        other.models().addTexts(SampleModels.all());
        Map<String, Object> body = Map.of("$metadata", Map.of("$model", SampleModels.SPACE.value()));

        String etag = unit.twins().put(ID, body, true).etag();
        assertThat(twin.twins().put(ID, body, true).etag()).isEqualTo(etag);
        assertThat(other.twins().put(ID, body, true).etag()).isNotEqualTo(etag);
    }

    @Test
    void writesUploadTimesWithoutZerosAtTheEnd() {
        assertThat(unit.models().all())
                .extracting(ModelEntry::uploadTime)
                .startsWith("2030-01-01T00:00:00+00:00", "2030-01-01T00:00:00.000001+00:00");
    }

    @Test
    void keepsTwinsOfADeletedModelButPatchesThemNoMore() {
        Map<String, Object> body = Map.of("$metadata", Map.of("$model", SampleModels.SPACE.value()));
        unit.twins().put(ID, body, true);
        unit.models().delete(SampleModels.SPACE);

        assertThat(unit.twins().get(ID).model()).isEqualTo(SampleModels.SPACE);
        assertRefused(ErrorCode.VALIDATION_FAILED, () -> patch(op("add", "/areaInSquareMetres", 1.5)));
    }

    @Test
    void refusesContinuationTokensThatItDidNotMake() {
        put();
        for (String token : List.of("!", "x")) {
            assertRefused(ErrorCode.INVALID_ARGUMENT, () -> unit.relationships().incoming(ID, Optional.of(token)));
        }
    }

    @Test
    void passesNoRelationshipOverWhenOthersAreDeletedBetweenPages() {
        Map<String, Object> space = Map.of("$metadata", Map.of("$model", SampleModels.SPACE.value()));
        TwinId room = new TwinId("room");
        unit.twins().put(room, space, true);
        put();
        for (int i = 10; i < 32; i++) {
            unit.relationships().put(room, "r" + i, Map.of("$relationshipName", "contains", "$targetId", "t1"), true);
        }
        var first = unit.relationships().outgoing(room, Optional.empty(), Optional.empty());
        first.items().forEach(each -> unit.relationships().delete(room, each.id(), IfMatch.none()));

        assertThat(unit.relationships()
                        .outgoing(room, Optional.empty(), first.next())
                        .items())
                .extracting(GraphRelationship::id)
                .startsWith("r20");
    }
}
