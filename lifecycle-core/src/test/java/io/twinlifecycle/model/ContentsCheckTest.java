package io.twinlifecycle.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinlifecycle.ModelId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentsCheckTest {

    private static final ModelId MODEL = new ModelId("dtmi:com:example:Thermostat;1");
    private static final ValueSchema INTEGER = new ValueSchema.Primitive("integer");
    private static final ValueSchema STRING = new ValueSchema.Primitive("string");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            boolean | true
            integer | 2147483647
            integer | -2147483648
            long    | -9223372036854775808
            float   | 1.5
            float   | 2
            double  | 21.5
            double  | 21
            double  | 1e300
            string  | ""
            string  | "21"
            date    | "2024-02-29"
            dateTime | "2026-05-01T10:00:05Z"
            dateTime | "2026-05-01T10:00:05.1234567+02:00"
            time    | "10:00:05Z"
            time    | "10:00:05"
            duration | "PT1H30M"
            duration | "P1Y2M3DT4H5M6.5S"
            duration | "P2W"
            decimal | 1.25
            decimal | "-1.25"
            uuid    | "123e4567-e89b-12d3-a456-426614174000"
            byte    | -128
            short   | 32767
            unsignedByte | 255
            unsignedShort | 65535
            unsignedInteger | 4294967295
            unsignedLong | 18446744073709551615
            bytes   | "AQID"
            bytes   | ""
            typeOfTheFuture | {}
            """)
    void takesAPrimitiveThatFits(String schema, String json) {
        assertThat(problemsOf(new ValueSchema.Primitive(schema), parse(json))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            boolean | "true"        | p must be true or false, but is text of 4 characters
            boolean | 1             | p must be true or false, but is a whole number
            integer | 2147483648    | p must be a whole number of 32 bits, but is a whole number
            integer | 1.0           | p must be a whole number of 32 bits, but is a decimal number
            integer | "1"           | p must be a whole number of 32 bits, but is text of 1 characters
            integer | true          | p must be a whole number of 32 bits, but is a boolean
            long    | 9223372036854775808 | p must be a whole number of 64 bits, but is a whole number
            float   | 1e39          | p must be a number within the range of a 32-bit float, but is a decimal number
            double  | 1e400         | p must be a number within the range of a double, but is a decimal number
            double  | "21.5"        | p must be a number within the range of a double, but is text of 4 characters
            double  | {}            | p must be a number within the range of a double, but is an object
            string  | 21            | p must be text of at most 4096 bytes in UTF-8, but is a whole number
            string  | ["a"]         | p must be text of at most 4096 bytes in UTF-8, but is an array
            date    | "2023-02-29"  | p must be a date such as 2026-05-01, as text, but is text of 10 characters
            date    | "1.5.2026"    | p must be a date such as 2026-05-01, as text, but is text of 8 characters
            dateTime | "2026-05-01" | p must be a date and time such as 2026-05-01T10:00:05Z, as text, but is text of 10 characters
            dateTime | "2026-05-01T10:00:05+02:00[Europe/Paris]" | p must be a date and time such as 2026-05-01T10:00:05Z, as text, but is text of 39 characters
            dateTime | 1777629605   | p must be a date and time such as 2026-05-01T10:00:05Z, as text, but is a whole number
            time    | "25:00:00"    | p must be a time such as 10:00:05Z, as text, but is text of 8 characters
            duration | "1h"         | p must be a duration in ISO 8601 such as PT1H30M, as text, but is text of 2 characters
            duration | "P"          | p must be a duration in ISO 8601 such as PT1H30M, as text, but is text of 1 characters
            duration | "PT"         | p must be a duration in ISO 8601 such as PT1H30M, as text, but is text of 2 characters
            decimal | "1e5"         | p must be a decimal number, but is text of 3 characters
            uuid    | "1-1-1-1-1"   | p must be a UUID, as text, but is text of 9 characters
            byte    | 128           | p must be a whole number of 8 bits, but is a whole number
            unsignedByte | -1       | p must be a whole number from 0 to 255, but is a whole number
            unsignedInteger | 4294967296 | p must be a whole number of 32 bits, not negative, but is a whole number
            bytes   | "?"           | p must be bytes in Base64, as text, but is text of 1 characters
            """)
    void saysWhatAPrimitiveMustBe(String schema, String json, String sentence) {
        assertThat(problemsOf(new ValueSchema.Primitive(schema), parse(json))).containsExactly(sentence);
    }

    @Test
    void countsTheBytesOfAString() {
        assertThat(problemsOf(STRING, "x".repeat(4096))).isEmpty();
        assertThat(problemsOf(STRING, "x".repeat(4097))).hasSize(1);
        assertThat(problemsOf(STRING, "ü".repeat(2049))).hasSize(1);
    }

    @Test
    void refusesNumbersThatJsonDoesNotKnow() {
        assertThat(problemsOf(new ValueSchema.Primitive("double"), Double.NaN)).hasSize(1);
        assertThat(problemsOf(new ValueSchema.Primitive("float"), Double.MAX_VALUE))
                .hasSize(1);
    }

    @Test
    void refusesJavaObjectsThatAreNoJson() {
        assertThat(problemsOf(new ValueSchema.Primitive("dateTime"), Instant.EPOCH))
                .singleElement()
                .asString()
                .endsWith("but is no JSON value (\"java.time.Instant\")");
    }

    @Test
    void knowsTheValuesOfAnEnum() {
        ValueSchema texts = new ValueSchema.Enumeration(List.of("eco", "boost"));
        ValueSchema numbers = new ValueSchema.Enumeration(List.of(1L, 2L));

        assertThat(problemsOf(texts, "eco")).isEmpty();
        assertThat(problemsOf(numbers, 2))
                .as("an int where the model gave a long")
                .isEmpty();
        assertThat(problemsOf(texts, "ECO"))
                .containsExactly(
                        "p must be one of the values of its enum (\"eco\", \"boost\"), but is text of 3 characters");
        assertThat(problemsOf(numbers, "2"))
                .containsExactly("p must be one of the values of its enum (1, 2), but is text of 1 characters");
    }

    @Test
    void looksIntoObjectsMapsAndArrays() {
        ValueSchema object = new ValueSchema.ObjectOf(Map.of("x", INTEGER));
        ValueSchema map = new ValueSchema.MapOf(INTEGER);
        ValueSchema array = new ValueSchema.ArrayOf(new ValueSchema.ObjectOf(Map.of("x", INTEGER)));

        assertThat(problemsOf(object, parse("{\"x\": 1}"))).isEmpty();
        assertThat(problemsOf(object, parse("{}"))).isEmpty();
        assertThat(problemsOf(object, parse("{\"x\": \"1\"}")))
                .singleElement()
                .asString()
                .startsWith("p.x must be");
        assertThat(problemsOf(object, parse("{\"y\": 1}")))
                .containsExactly("p.y is not a field that the model declares");
        assertThat(problemsOf(object, 1)).containsExactly("p must be an object, but is a whole number");
        assertThat(problemsOf(map, parse("{\"a b\": 1, \"c\": 2}"))).isEmpty();
        assertThat(problemsOf(map, parse("{\"a b\": \"1\"}")))
                .singleElement()
                .asString()
                .startsWith("p.\"a b\" must be");
        assertThat(problemsOf(map, parse("[]")))
                .containsExactly("p must be a map, which is an object in JSON, but is an array");
        assertThat(problemsOf(array, parse("[{\"x\": 1}]"))).isEmpty();
        assertThat(problemsOf(array, parse("[{\"x\": 1}, {\"x\": true}]")))
                .singleElement()
                .asString()
                .startsWith("p[1].x must be");
        assertThat(problemsOf(array, parse("{}"))).containsExactly("p must be an array, but is an object");
    }

    @Test
    void refusesNull() {
        assertThat(problemsOf(STRING, null)).containsExactly("p is null; leave it out instead");
        assertThat(problemsOf(new ValueSchema.ArrayOf(STRING), Collections.singletonList(null)))
                .containsExactly("p[0] is null; leave it out instead");
    }

    @Test
    void takesAnyValueWhereTheSchemaIsNotKnown() {
        assertThat(problemsOf(new ValueSchema.Any(), parse("{\"type\": \"Point\", \"coordinates\": [1, 2]}")))
                .isEmpty();
    }

    @Test
    void tellsTelemetryFromAnUnknownName() {
        ModelDescription model = new ModelDescription(MODEL, Set.of(), Map.of(), Map.of(), Set.of("temperature"));

        assertThat(ContentsCheck.problems(model, Map.of("temperature", 21.5)))
                .containsExactly("temperature is telemetry, which a twin does not store");
        assertThat(ContentsCheck.problems(model, Map.of("humidity", 40)))
                .containsExactly("humidity is not a property or component of dtmi:com:example:Thermostat;1");
    }

    @Test
    void passesOverNamesThatStartWithADollar() {
        assertThat(ContentsCheck.problems(model(STRING), Map.of("$metadata", Map.of("$model", MODEL.value()))))
                .isEmpty();
    }

    @Test
    void demandsEveryComponent() {
        ModelDescription unit = withComponent();

        assertThat(ContentsCheck.problems(unit, Map.of()))
                .containsExactly("component info must be present at creation, if only as an empty object");
        assertThat(ContentsCheck.problems(unit, Map.of("info", Map.of()))).isEmpty();
        assertThat(ContentsCheck.problems(unit, Map.of("info", "x")))
                .containsExactly("component info must be an object");
    }

    @Test
    void looksIntoComponents() {
        ModelDescription unit = withComponent();

        assertThat(ContentsCheck.problems(unit, Map.of("info", Map.of("$metadata", Map.of(), "p", "x"))))
                .isEmpty();
        assertThat(ContentsCheck.problems(unit, Map.of("info", Map.of("p", 1))))
                .singleElement()
                .asString()
                .startsWith("info.p must be text");
        assertThat(ContentsCheck.problems(unit, Map.of("info", Map.of("q", 1))))
                .containsExactly("info.q is not a property or component of dtmi:com:example:Thermostat;1");
    }

    @Test
    void neitherEchoesAValueNorGrowsWithWhatItIsGiven() {
        String secret = "secret-" + "x".repeat(10_000);
        Map<String, Object> contents =
                IntStream.range(0, 1_000).boxed().collect(Collectors.toMap(i -> i + secret, i -> secret));
        contents.put("p", secret);

        List<String> problems = ContentsCheck.problems(model(INTEGER), contents);

        assertThat(problems).hasSize(Problems.MAX_PROBLEMS + 1).last().isEqualTo("and 981 more");
        assertThat(problems).allSatisfy(sentence -> assertThat(sentence).hasSizeLessThan(200));
        assertThat(problemsOf(INTEGER, secret)).noneMatch(sentence -> sentence.contains("secret"));
    }

    private static ModelDescription withComponent() {
        return new ModelDescription(MODEL, Set.of(), Map.of(), Map.of("info", model(STRING)), Set.of());
    }

    private static ModelDescription model(ValueSchema schema) {
        return new ModelDescription(MODEL, Set.of(), Map.of("p", schema), Map.of(), Set.of());
    }

    @SuppressWarnings("NullAway") // a null value is what one of the tests is about
    private static List<String> problemsOf(ValueSchema schema, @Nullable Object value) {
        Map<String, Object> contents = new HashMap<>();
        contents.put("p", value);
        return ContentsCheck.problems(model(schema), contents);
    }

    private static Object parse(String json) {
        try {
            return JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readValue(json, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
