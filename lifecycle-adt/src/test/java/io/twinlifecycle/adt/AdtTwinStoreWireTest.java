package io.twinlifecycle.adt;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.twinlifecycle.LifecycleException.Kind;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.store.TwinStore.DeleteOutcome;
import io.twinlifecycle.store.TwinStore.WriteOutcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what is made of a good answer. */
class AdtTwinStoreWireTest extends ScriptedServiceTest {

    @Test
    void createsOnlyIfThereIsNone() throws Exception {
        answerAll(200, twinJson());

        assertThat(store.create(NEW_TWIN, soon())).isEqualTo(CreateOutcome.CREATED);
        LoggedRequest request = onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("PUT");
        assertThat(request.getUrl()).isEqualTo("/digitaltwins/t1?api-version=2023-10-31");
        assertThat(request.getHeader("If-None-Match")).isEqualTo("*");
        assertThat(request.getHeader("Content-Type")).startsWith("application/json");
        assertJson(request, "{\"$metadata\":{\"$model\":\"dtmi:com:example:Room;1\"},\"temperature\":20.5}");
    }

    @Test
    void writesNumbersExactlyAndNestsJson() throws Exception {
        answerAll(200, twinJson());
        Map<String, Object> contents = Map.of(
                "big",
                new BigInteger("12345678901234567890123"),
                "fine",
                new BigDecimal("1.00000000000000000001"),
                "text",
                "{\"not\":\"json\"}",
                "list",
                List.of(1, 2.5, true));

        store.create(new NewTwin(ID, MODEL, contents), soon());
        assertThat(onlyRequest().getBodyAsString())
                .contains(
                        "\"big\":12345678901234567890123",
                        "\"fine\":1.00000000000000000001",
                        "\"text\":\"{\\\"not\\\":\\\"json\\\"}\"",
                        "\"list\":[1,2.5,true]");
    }

    @Test
    void changesOnlyThatVersion() throws Exception {
        answerAll(noContent());
        TwinPatch patch = TwinPatch.empty()
                .withModel(MODEL)
                .set(List.of("sensor", "a/b~c"), Map.of("x", new BigDecimal("0.10")))
                .remove(List.of("old"));

        assertThat(store.patch(ID, ETAG, patch, soon())).isEqualTo(WriteOutcome.DONE);
        LoggedRequest request = onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("PATCH");
        assertThat(request.getHeader("If-Match")).isEqualTo(ETAG.value());
        assertThat(request.getHeader("Content-Type")).startsWith("application/json-patch+json");
        assertJson(request, """
                [{"op":"replace","path":"/$metadata/$model","value":"dtmi:com:example:Room;1"},
                 {"op":"add","path":"/sensor/a~1b~0c","value":{"x":0.10}},
                 {"op":"remove","path":"/old"}]""");
    }

    @Test
    void comparesTheVersionWhenAPatchChangesNothing() {
        answerAll(jsonResponse(twinJson(), 200));

        assertThat(store.patch(ID, ETAG, TwinPatch.empty(), soon())).isEqualTo(WriteOutcome.DONE);
        assertThat(onlyRequest().getMethod().getName()).isEqualTo("GET");
    }

    @Test
    void deletesOnlyThatVersion() {
        answerAll(noContent());

        assertThat(store.delete(ID, ETAG, soon())).isEqualTo(DeleteOutcome.DONE);
        assertThat(onlyRequest().getMethod().getName()).isEqualTo("DELETE");
        assertThat(onlyRequest().getUrl()).isEqualTo("/digitaltwins/t1?api-version=2023-10-31");
        assertThat(onlyRequest().getHeader("If-Match")).isEqualTo(ETAG.value());
    }

    @Test
    void readsATwinWithoutTheServicesOwnNames() {
        answerAll(200, """
                {"$dtId":"t1","$etag":"W/\\"11111111-0000-0000-0000-000000000000\\"","t":80,"d":80.0,"unknown":{"deep":[1,"x",null]},
                 "big":12345678901234567890123,"sensor":{"$metadata":{"$lastUpdateTime":"x"},"offset":0.25},
                 "$metadata":{"$model":"dtmi:com:example:Room;1","t":{"lastUpdateTime":"x"}}}""");

        assertThat(store.find(ID, soon())).hasValueSatisfying(twin -> {
            assertThat(twin.id()).isEqualTo(ID);
            assertThat(twin.model()).isEqualTo(MODEL);
            assertThat(twin.etag()).isEqualTo(ETAG);
            assertThat(twin.contents())
                    .containsOnlyKeys("t", "d", "unknown", "big", "sensor")
                    .containsEntry("t", 80)
                    .containsEntry("d", 80.0)
                    .containsEntry("big", new BigInteger("12345678901234567890123"))
                    .containsEntry("sensor", Map.of("offset", 0.25));
        });
    }

    @Test
    void takesTheVersionFromTheBody() {
        answerAll(jsonResponse(twinJson(), 200).withHeader("ETag", "W/\"compressed--gzip\""));

        assertThat(store.find(ID, soon()).orElseThrow().etag()).isEqualTo(ETAG);
    }

    @Test
    void takesTheVersionFromTheHeaderIfTheBodyHasNone() {
        answerAll(jsonResponse("{\"$metadata\":{\"$model\":\"dtmi:x:Room;1\"}}", 200)
                .withHeader("ETag", ETAG.value()));

        assertThat(store.find(ID, soon()).orElseThrow().etag()).isEqualTo(ETAG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "a'b a'b",
                "100% 100%25",
                "a%2Fb a%252Fb",
                "a?b a%3Fb",
                "a#b a%23b",
                "a:b a:b",
                "a+b a+b",
                "a;b a;b",
                "{a} %7Ba%7D",
                "ü %C3%BC",
                "... ...",
                "-.+%_#*?!(),:=@$'` -.+%25_%23*%3F!(),:=@$'%60"
            })
    void encodesIdsInTheUrl(String id, String onTheWire) {
        answerAll(200, twinJson());

        store.find(new TwinId(id), soon());
        assertThat(onlyRequest().getUrl()).isEqualTo("/digitaltwins/" + onTheWire + "?api-version=2023-10-31");
    }

    @Test
    void createsARelationshipOnlyIfThereIsNone() throws Exception {
        answerAll(200, "{}");
        Relationship relationship = new Relationship(REF, "contains", new TwinId("t2"), Map.of("since", 2024));

        assertThat(store.createRelationship(relationship, soon())).isEqualTo(CreateOutcome.CREATED);
        assertThat(onlyRequest().getUrl()).isEqualTo("/digitaltwins/t1/relationships/r1?api-version=2023-10-31");
        assertThat(onlyRequest().getHeader("If-None-Match")).isEqualTo("*");
        assertJson(onlyRequest(), "{\"$relationshipName\":\"contains\",\"$targetId\":\"t2\",\"since\":2024}");
    }

    @Test
    void readsARelationship() {
        answerAll(200, """
                {"$relationshipId":"r1","$etag":"e","$sourceId":"t1","$relationshipName":"contains","$targetId":"t2","since":2024}""");

        assertThat(store.findRelationship(REF, soon()))
                .contains(new Relationship(REF, "contains", new TwinId("t2"), Map.of("since", 2024)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void neverDeletesATwinInPlaceOfARelationship(String id) {
        answerAll(noContent());

        assertThat(failureOf(() -> store.deleteRelationship(new RelationshipRef(ID, id), soon()))
                        .kind())
                .isEqualTo(Kind.STORE_REFUSED);
        assertThat(requests())
                .as("DELETE /digitaltwins/t1/relationships/.. deletes t1")
                .isEmpty();
    }

    @Test
    void encodesTheIdsOfRelationships() {
        answerAll(noContent());

        assertThat(store.deleteRelationship(new RelationshipRef(ID, "../r 1?"), soon()))
                .isTrue();
        assertThat(onlyRequest().getUrl())
                .isEqualTo("/digitaltwins/t1/relationships/..%2Fr%201%3F?api-version=2023-10-31");
    }

    private static void assertJson(LoggedRequest request, String expected) throws JsonProcessingException {
        JsonMapper mapper = new JsonMapper();
        assertThat(mapper.readTree(request.getBodyAsString())).isEqualTo(mapper.readTree(expected));
    }
}
