package io.twinlifecycle.adt;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.twinlifecycle.LifecycleException.Kind;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.store.NewTwin;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models: how they are asked for, and how often. */
class ModelReadingTest extends ScriptedServiceTest {

    private static final String LIST =
            "/models?dependenciesFor=dtmi%3Acom%3Aexample%3ARoom%3B1&includeModelDefinition=true"
                    + "&api-version=2023-10-31";
    private static final String ROOM = """
            {"@context":"dtmi:dtdl:context;2","@id":"dtmi:com:example:Room;1","@type":"Interface","extends":"dtmi:com:example:Space;1",
             "contents":[{"@type":"Property","name":"temperature","schema":"double"},
              {"@type":"Property","name":"place","schema":{"@type":"Object","fields":[{"name":"floor","schema":"integer"}]}},
              {"@type":"Component","name":"sensor","schema":"dtmi:com:example:Sensor;1"}]}""";
    private static final String SPACE = """
            {"@context":"dtmi:dtdl:context;2","@id":"dtmi:com:example:Space;1","@type":"Interface","contents":[]}""";
    private static final String SENSOR = """
            {"@context":"dtmi:dtdl:context;2","@id":"dtmi:com:example:Sensor;1","@type":"Interface",
             "contents":[{"@type":"Property","name":"offset","schema":"double"}]}""";

    @Test
    void readsAModelWithAllThatItNeedsInOneRequest() {
        answer(LIST, "null", model("Room", ROOM), model("Space", SPACE), model("Sensor", SENSOR));

        assertThat(store.describe(MODEL, soon())).hasValueSatisfying(model -> {
            assertThat(model.isA(new ModelId("dtmi:com:example:Space;1"))).isTrue();
            assertThat(model.properties()).containsOnlyKeys("temperature", "place");
            assertThat(model.components()).containsOnlyKeys("sensor");
        });
        assertThat(onlyRequest().getUrl()).isEqualTo(LIST);
        assertThat(onlyRequest().getHeader("max-items-per-page")).isEqualTo("100");
    }

    @Test
    void asksOnceWhileItRemembers() {
        answer(LIST, "null", model("Room", ROOM), model("Space", SPACE), model("Sensor", SENSOR));

        store.describe(MODEL, soon());
        time.advance(Duration.ofMinutes(59));
        store.describe(MODEL, soon());
        assertThat(requests()).hasSize(1);
        time.advance(Duration.ofMinutes(1));
        store.describe(MODEL, soon());
        assertThat(requests()).as("after an hour").hasSize(2);
    }

    @Test
    void followsThePagesOfAList() {
        String second =
                "/Models?includeModelDefinition=True&continuationToken=%7B%22a%22%3A1%7D&api-version=2023-10-31";
        answer(LIST, "\"https://127.0.0.1:" + SERVICE.getPort() + second + "\"", model("Room", ROOM));
        answer(second, "null", model("Space", SPACE), model("Sensor", SENSOR));

        assertThat(store.describe(MODEL, soon())).isPresent();
        assertThat(requests()).extracting(LoggedRequest::getUrl).containsExactly(LIST, second);
    }

    @Test
    void doesNotFollowAListToAnotherHost() {
        answer(LIST, "\"https://evil.example/Models\"", model("Room", ROOM));

        assertThat(failureOf(() -> store.describe(MODEL, soon())).kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
    }

    @Test
    void remembersForHalfAMinuteThatThereIsNoModel() {
        answerAll(404, error("ModelNotFound"));

        assertThat(store.describe(MODEL, soon())).isEmpty();
        time.advance(Duration.ofSeconds(29));
        assertThat(store.describe(MODEL, soon())).isEmpty();
        assertThat(requests()).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(store.describe(MODEL, soon())).isEmpty();
        assertThat(requests()).hasSize(2);
    }

    @Test
    void takesAnEmptyListForNoModel() {
        answer(LIST, "null");

        assertThat(store.describe(MODEL, soon())).isEmpty();
    }

    @Test
    void doesNotRememberAFailure() {
        answerAll(400, error("LimitExceeded"));
        assertThat(failureOf(() -> store.describe(MODEL, soon())).kind()).isEqualTo(Kind.STORE_REFUSED);

        answer(LIST, "null", model("Room", ROOM), model("Space", SPACE), model("Sensor", SENSOR));
        assertThat(store.describe(MODEL, soon())).isPresent();
    }

    @Test
    void refusesAModelThatItCannotRead() {
        answer(LIST, "null", model("Room", ROOM), model("Space", SPACE));

        assertThat(failureOf(() -> store.describe(MODEL, soon())))
                .hasMessageContaining("dtmi:com:example:Sensor;1")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STORE_REFUSED));
    }

    @Test
    void marksComponentsAndLeavesObjectsAlone() {
        answer(LIST, "null", model("Room", ROOM), model("Space", SPACE), model("Sensor", SENSOR));
        SERVICE.stubFor(put(urlPathEqualTo("/digitaltwins/t1")).willReturn(okJson(twinJson())));
        Map<String, Object> contents = Map.of("sensor", Map.of("offset", 0.5), "place", Map.of("floor", 1));

        store.create(new NewTwin(ID, MODEL, contents), soon());
        assertThat(requests().get(1).getBodyAsString())
                .contains("\"sensor\":{\"$metadata\":{},\"offset\":0.5}")
                .contains("\"place\":{\"floor\":1}");

        store.create(new NewTwin(ID, MODEL, contents), soon());
        assertThat(requests()).as("the model is known by now").hasSize(3);
    }

    @Test
    void leavesAnUnknownModelToTheServiceToRefuse() {
        answerAll(404, error("ModelNotFound"));
        SERVICE.stubFor(put(urlPathEqualTo("/digitaltwins/t1"))
                .willReturn(jsonResponse(error("ValidationFailed", "Invalid twin specified"), 400)));

        assertThat(failureOf(() -> store.create(new NewTwin(ID, MODEL, Map.of("sensor", Map.of())), soon()))
                        .kind())
                .isEqualTo(Kind.STORE_REFUSED);
    }

    private static void answer(String url, String nextLink, String... models) {
        SERVICE.stubFor(get(urlEqualTo(url))
                .willReturn(okJson("{\"nextLink\":" + nextLink + ",\"value\":[" + String.join(",", models) + "]}")));
    }

    private static String model(String name, String dtdl) {
        return """
                {"id":"dtmi:com:example:%s;1","description":{},"displayName":{"en":"x"},"decommissioned":false,
                 "uploadTime":"2023-05-09T14:22:01.1234567+00:00","model":%s}""".formatted(name, dtdl);
    }
}
