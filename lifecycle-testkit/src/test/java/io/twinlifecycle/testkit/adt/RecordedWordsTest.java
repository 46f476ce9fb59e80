package io.twinlifecycle.testkit.adt;

import static io.twinlifecycle.testkit.adt.RawAdt.assertRefused;
import static io.twinlifecycle.testkit.adt.RawAdt.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SDKs' own tests expect of the service, beyond what their clients let other tests send. */
class RecordedWordsTest {

    private static final String SPACE = "dtmi:com:example:Space;1";
    private static final String STALE = "W/\"7e67a355-f19c-4c19-8a10-2d69b2d2253f\"";

    private final RawAdt raw = new RawAdt();

    @BeforeEach
    void makeTwins() throws Exception {
        raw.putSpace("s1");
        raw.putSpace("s2");
        String relationship = "{\"$relationshipName\":\"contains\",\"$targetId\":\"s2\"}";
        assertThat(raw.send("PUT", "/digitaltwins/s1/relationships/r1", relationship)
                        .statusCode())
                .isEqualTo(200);
        String thermostat =
                "{\"$metadata\":{\"$model\":\"dtmi:com:example:Thermostat;1\"},\"sensor\":{\"$metadata\":{}}}";
        assertThat(raw.send("PUT", "/digitaltwins/t1", thermostat).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        raw.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /digitaltwins/s1",
        "DELETE, /digitaltwins/s1",
        "PATCH, /digitaltwins/t1/components/sensor",
        "PATCH, /digitaltwins/s1/relationships/r1",
        "DELETE, /digitaltwins/s1/relationships/r1"
    })
    void tellsAnIfMatchThatIsNoneFromOneThatDoesNotHold(String method, String path) throws Exception {
        String body = method.equals("PATCH") ? "[]" : "";
        for (String header : List.of("XXX", "etag-value", "*, etag", "W/\"a")) {
            HttpResponse<String> refused = raw.send(method, path, body, "If-Match", header);
            assertRefused(refused, 400, "InvalidArgument");
            assertThat(refused.body())
                    .contains("Invalid If-Match header value. Allowed value(s): If-Match: {etag} or If-Match: *");
        }
        assertRefused(raw.send(method, path, body, "If-Match", STALE), 412, "PreconditionFailed");
        assertRefused(raw.send(method, path, body, "If-Match", "\"strong\""), 412, "PreconditionFailed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/digitaltwins/s1", "/digitaltwins/s1/relationships/r1"})
    void takesNoIfNoneMatchButTheStar(String path) throws Exception {
        HttpResponse<String> refused = raw.send("PUT", path, "{}", "If-None-Match", "XXX");

        assertRefused(refused, 400, "InvalidArgument");
        assertThat(refused.body()).contains("Invalid If-None-Match header value. Allowed value(s): If-None-Match: *");
    }

    @ParameterizedTest
    @CsvSource({"/digitaltwins/s1, 2", "/digitaltwins/t1/components/sensor, 1", "/digitaltwins/s1/relationships/r1, 1"})
    void answersAPatchOfTextsAsAProblemOfItsFramework(String path, int errors) throws Exception {
        HttpResponse<String> refused = raw.send("PATCH", path, "[\"width\"]");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json; charset=utf-8");
        assertThat(refused.headers().firstValue("x-ms-error-code")).isEmpty();
        JsonNode problem = json(refused);
        List<String> names = new ArrayList<>();
        problem.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("errors", "type", "title", "status", "detail", "instance", "extensions");
        assertThat(problem.path("errors")).hasSize(errors);
        assertThat(problem.path("errors").has("jsonPatchDocument")).isEqualTo(errors == 2);
        assertThat(problem.path("extensions").path("traceId").asText()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"op\":\"move\",\"path\":\"/areaInSquareMetres\",\"value\":4}]",
                "[{}]",
                "{\"areaInSquareMetres\":4}",
                "[{\"op\":\"remove\",\"path\":\"/areaInSquareMetres\"}]",
                "[{\"op\":\"replace\",\"path\":\"/areaInSquareMetres\",\"value\":4}]",
                "[{\"op\":\"add\",\"path\":\"areaInSquareMetres\",\"value\":4}]",
                "[{\"op\":\"add\",\"path\":\"/areaInSquareMetres\"}]"
            })
    void refusesPatchesOfAnotherForm(String patch) throws Exception {
        assertRefused(raw.send("PATCH", "/digitaltwins/s1", patch), 400, "JsonPatchInvalid");
    }

    @Test
    void namesWhatItDoesNotSupportOrFind() throws Exception {
        assertThat(raw.send("PATCH", "/digitaltwins/s1", "[{\"op\":\"move\",\"path\":\"/a\"}]")
                        .body())
                .contains("Unsupported operation type move");
        assertThat(raw.send("GET", "/digitaltwins/t1/components/other", "").body())
                .contains("t1 does not have component other");
        assertThat(raw.send("POST", "/models", "[]").body())
                .contains("models provided was empty or of a type that is not supported");
    }

    @Test
    void looksAtAFilterBeforeTheEndpoint() throws Exception {
        String route = "{\"endpointName\":\"nowhere\",\"filter\":\"%s\"}";
        String old = "$eventType = 'DigitalTwinTelemetryMessages' or $eventType = 'DigitalTwinLifecycleNotification'";

        assertRefused(
                raw.send("PUT", "/eventroutes/r", route.formatted("this is not a valid filter")),
                400,
                "EventRouteFilterInvalid");
        assertRefused(raw.send("PUT", "/eventroutes/r", route.formatted(old)), 400, "EventRouteEndpointInvalid");
        raw.adt().graph().eventRoutes().addEndpoint("nowhere");
        assertThat(raw.send("PUT", "/eventroutes/r", route.formatted(old)).statusCode())
                .isEqualTo(204);
    }

    @Test
    void checksAValueOfEachKindOfSchema() throws Exception {
        Map<String, String> good = Map.of(
                "boolean", "true",
                "integer", "5",
                "double", "5",
                "string", "\"x\"",
                "date", "\"2030-01-31\"",
                "dateTime", "\"2030-01-31T10:00:00Z\"",
                "duration", "\"PT5M\"",
                "time", "\"10:00:00Z\"",
                "long", "5000000000");
        for (Map.Entry<String, String> each : good.entrySet()) {
            assertSchema("\"" + each.getKey() + "\"", each.getValue(), "[]");
        }
        String fields = "[{\"name\":\"f\",\"schema\":\"integer\"}]";
        assertSchema("{\"@type\":\"Object\",\"fields\":" + fields + "}", "{\"f\":1}", "{\"f\":\"x\"}");
        assertSchema("{\"@type\":\"Object\",\"fields\":" + fields + "}", "{\"f\":1}", "{\"g\":1}");
        assertSchema(
                "{\"@type\":\"Map\",\"mapKey\":{\"name\":\"k\",\"schema\":\"string\"},"
                        + "\"mapValue\":{\"name\":\"v\",\"schema\":\"integer\"}}",
                "{\"a\":1}",
                "{\"a\":true}");
        assertSchema(
                "{\"@type\":\"Enum\",\"valueSchema\":\"string\",\"enumValues\":[{\"name\":\"on\",\"enumValue\":\"ON\"}]}",
                "\"ON\"",
                "\"on\"");
        assertSchema(
                "{\"@type\":\"Enum\",\"valueSchema\":\"integer\",\"enumValues\":[{\"name\":\"one\",\"enumValue\":1}]}",
                "1",
                "2");
        assertSchema("{\"@type\":\"Array\",\"elementSchema\":\"integer\"}", "[1,2]", "[1,\"x\"]");
        assertSchema("\"point\"", "{\"type\":\"Point\",\"coordinates\":[1.5,2.5]}", null);
    }

    private void assertSchema(String schema, String good, @Nullable String bad) throws Exception {
        String model = "dtmi:test:Schema" + raw.adt().graph().models().all().size() + ";1";
        HttpResponse<String> uploaded = raw.send(
                "POST",
                "/models",
                "[{\"@id\":\"" + model + "\",\"@type\":\"Interface\",\"@context\":\"dtmi:dtdl:context;3\","
                        + "\"contents\":[{\"@type\":\"Property\",\"name\":\"p\",\"schema\":" + schema + "}]}]");
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
        String twin = "{\"$metadata\":{\"$model\":\"" + model + "\"},\"p\":%s}";
        HttpResponse<String> made = raw.send("PUT", "/digitaltwins/x", twin.formatted(good));
        assertThat(made.statusCode()).as(schema + made.body()).isEqualTo(200);
        assertThat(made.body()).contains("\"p\":" + good);
        if (bad != null) {
            HttpResponse<String> refused = raw.send("PUT", "/digitaltwins/x", twin.formatted(bad));
            assertRefused(refused, 400, "ValidationFailed");
            assertThat(json(refused).path("error").path("details")).isNotEmpty();
        }
    }

    @Test
    void listsModelsInPagesThatAClientCanFollow() throws Exception {
        HttpResponse<String> first =
                raw.send("GET", "/models?includeModelDefinition=false&api-version=x", "", "max-items-per-page", "4");
        assertThat(json(first).path("value")).hasSize(4);
        String next = json(first).path("nextLink").asText();

        assertThat(next)
                .contains("/Models?includeModelDefinition=False&continuationToken=")
                .endsWith("&api-version=x");
        String path = next.substring(next.indexOf("/Models"));
        assertThat(json(raw.send("GET", path, "")).path("nextLink").isNull()).isTrue();
        assertThat(json(raw.send("GET", "/models?dependenciesFor=dtmi:com:example:Thermostat;2", ""))
                        .path("value")
                        .findValuesAsText("id"))
                .contains("dtmi:com:example:Device;1", "dtmi:com:example:TemperatureSensor;1")
                .doesNotContain(SPACE);
    }

    @Test
    void answersQueriesAsTheSdksAsk() throws Exception {
        HttpResponse<String> page = query("SELECT * FROM digitaltwins where $dtId != 'x'", "2");
        assertThat(json(page).path("value")).hasSize(2);
        String token = json(page).path("continuationToken").asText();

        HttpResponse<String> last = raw.send(
                "POST",
                "/query",
                "{\"continuationToken\":" + new ObjectMapper().writeValueAsString(token) + "}",
                "max-items-per-page",
                "2");
        assertThat(json(last).path("value")).hasSize(1);
        assertThat(json(last).path("continuationToken").isNull()).isTrue();
        assertThat(last.headers().firstValue("query-charge").orElseThrow()).matches("[0-9]+\\.[0-9]{2}");
        assertThat(json(query("SELECT COUNT() FROM DIGITALTWINS", "10"))
                        .path("value")
                        .toString())
                .isEqualTo("[{\"COUNT\":3}]");
        assertThat(json(query("SELECT D FROM DIGITALTWINS D", "1"))
                        .path("value")
                        .get(0)
                        .path("D")
                        .has("$dtId"))
                .isTrue();
        assertRefused(query("foo", "10"), 400, "SqlQueryError");
        assertThat(query("foo", "10").body()).contains("SQL query parse failed");
    }

    private HttpResponse<String> query(String text, String size) throws Exception {
        return raw.send("POST", "/query", "{\"query\":\"" + text + "\"}", "max-items-per-page", size);
    }
}
