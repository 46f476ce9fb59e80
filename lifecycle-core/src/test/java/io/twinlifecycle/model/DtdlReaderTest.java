package io.twinlifecycle.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.twinlifecycle.ModelId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DtdlReaderTest {

    private static final ModelId MODEL = new ModelId("dtmi:com:example:Thermostat;1");
    private static final ValueSchema STRING = new ValueSchema.Primitive("string");
    private static final ValueSchema DOUBLE = new ValueSchema.Primitive("double");

    @Test
    void findsTheIdThatEachDefinitionDeclares() {
        String one = "{\"@id\": \"dtmi:com:example:One;1\", \"@type\": \"Interface\"}";
        String two = "{\"@id\": \"dtmi:com:example:Two;1\", \"@type\": \"Interface\"}";

        assertThat(DtdlReader.byId(List.of(one, two)))
                .containsExactly(
                        entry(new ModelId("dtmi:com:example:One;1"), one),
                        entry(new ModelId("dtmi:com:example:Two;1"), two));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"@id\": 5}", "{\"@id\": \"dtmi:1\"}"})
    void findsNoIdWhereThereIsNone(String definition) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DtdlReader.byId(List.of(definition)))
                .withMessageContaining("a model's definition");
    }

    @Test
    void readsEveryKindOfMember() {
        ModelDescription unit = describe("""
                {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:Thermostat;1", "@type": "Interface",
                 "displayName": {"en": "Thermostat"}, "contents": [
                   {"@type": "Property", "name": "setPoint", "schema": "double", "writable": true},
                   {"@type": ["Telemetry", "Temperature"], "name": "temperature", "unit": "degreeCelsius", "schema": "double"},
                   {"@type": "Relationship", "name": "floor", "target": "dtmi:com:example:Floor;1"},
                   {"@type": "Command", "name": "reboot"},
                   {"@type": "Component", "name": "info", "schema": "dtmi:com:example:Info;1"}]}""", """
                {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:Info;1", "@type": "Interface",
                 "contents": [{"@type": "Property", "name": "maker", "schema": "string"}]}""");

        assertThat(unit.id()).isEqualTo(MODEL);
        assertThat(unit.properties()).containsExactly(entry("setPoint", DOUBLE));
        assertThat(unit.telemetry()).containsExactly("temperature");
        assertThat(unit.components()).containsOnlyKeys("info");
        assertThat(component(unit, "info").properties()).containsExactly(entry("maker", STRING));
        assertThat(component(unit, "info").id()).isEqualTo(new ModelId("dtmi:com:example:Info;1"));
    }

    @Test
    void readsContextAndTypeAsArraysAndContentsAsOneObject() {
        ModelDescription unit = describe("""
                {"@context": ["dtmi:dtdl:context;3", "dtmi:dtdl:extension:quantitativeTypes;1"],
                 "@id": "dtmi:com:example:Thermostat;1", "@type": ["Interface"],
                 "contents": {"@type": ["Property", "Temperature"], "name": "setPoint", "schema": "double"}}""");

        assertThat(unit.properties()).containsExactly(entry("setPoint", DOUBLE));
    }

    @Test
    void readsAnInterfaceWithoutContents() {
        ModelDescription unit = describe(thermostat(""));

        assertThat(unit).isEqualTo(new ModelDescription(MODEL, Set.of(), Map.of(), Map.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"string\"",
                "\"dtmi:dtdl:instance:Schema:string;2\"",
                "\"dtmi:dtdl:instance:Schema:string;3\"",
                "{\"@id\": \"dtmi:dtdl:instance:Schema:string;2\"}"
            })
    void readsAPrimitiveByTermAndByDtmi(String schema) {
        assertThat(schemaOf(schema)).isEqualTo(STRING);
    }

    @Test
    void readsInlineSchemas() {
        assertThat(schemaOf("""
                        {"@type": "Object", "fields": [
                          {"name": "x", "schema": "double"},
                          {"name": "state", "schema": {"@type": "Enum", "valueSchema": "integer", "enumValues": [
                             {"name": "off", "enumValue": 0}, {"name": "on", "enumValue": 1}]}},
                          {"name": "tags", "schema": {"@type": "Map",
                             "mapKey": {"name": "key", "schema": "string"},
                             "mapValue": {"name": "value", "schema": {"@type": "Array", "elementSchema": "string"}}}}]}"""))
                .isEqualTo(new ValueSchema.ObjectOf(Map.of(
                        "x",
                        DOUBLE,
                        "state",
                        new ValueSchema.Enumeration(List.of(0L, 1L)),
                        "tags",
                        new ValueSchema.MapOf(new ValueSchema.ArrayOf(STRING)))));
    }

    @Test
    void readsASchemaThatTheInterfaceShares() {
        ModelDescription unit = describe(thermostat("""
                , "contents": [{"@type": "Property", "name": "mode", "schema": "dtmi:com:example:Mode;1"}],
                  "schemas": {"@id": "dtmi:com:example:Mode;1", "@type": "Enum", "valueSchema": "string",
                    "enumValues": [{"name": "eco", "enumValue": "eco"}]}"""));

        assertThat(unit.properties()).containsExactly(entry("mode", new ValueSchema.Enumeration(List.of("eco"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"point\"",
                "\"dtmi:standard:schema:geospatial:polygon;3\"",
                "\"dtmi:com:example:Elsewhere;1\"",
                "{\"@type\": \"ScaledDecimalOfTheFuture\"}"
            })
    void takesAnyValueForASchemaThatItDoesNotKnow(String schema) {
        assertThat(schemaOf(schema)).isEqualTo(new ValueSchema.Any());
    }

    @Test
    void includesWhatIsInherited() {
        ModelDescription unit = describe(
                thermostat(", \"extends\": [\"dtmi:com:example:Device;1\", \"dtmi:com:example:Asset;1\"], "
                        + property("setPoint", "double")),
                model(
                        "dtmi:com:example:Device;1",
                        ", \"extends\": \"dtmi:com:example:Thing;1\", " + property("os", "string")),
                model(
                        "dtmi:com:example:Asset;1",
                        ", \"extends\": \"dtmi:com:example:Thing;1\", " + property("tag", "string")),
                model("dtmi:com:example:Thing;1", ", " + property("label", "string")));

        assertThat(unit.properties()).containsOnlyKeys("setPoint", "os", "label", "tag");
        assertThat(unit.bases())
                .extracting(ModelId::value)
                .containsExactlyInAnyOrder(
                        "dtmi:com:example:Device;1", "dtmi:com:example:Asset;1", "dtmi:com:example:Thing;1");
        assertThat(unit.isA(new ModelId("dtmi:com:example:Thing;1"))).isTrue();
    }

    @Test
    void prefersAModelsOwnDeclarationToAnInheritedOne() {
        ModelDescription unit = describe(
                thermostat(", \"extends\": \"dtmi:com:example:Device;1\", " + property("label", "string")),
                model("dtmi:com:example:Device;1", ", " + property("label", "double")));

        assertThat(unit.properties()).containsExactly(entry("label", STRING));
    }

    @Test
    void readsInlineInterfacesAndReferencesToThem() {
        ModelDescription unit = describe(thermostat("""
                , "extends": {"@id": "dtmi:com:example:Device;1", "@type": "Interface",
                    "contents": {"@type": "Property", "name": "os", "schema": "string"}},
                  "contents": [
                    {"@type": "Component", "name": "front", "schema": {"@id": "dtmi:com:example:Lens;1", "@type": "Interface",
                       "contents": {"@type": "Property", "name": "zoom", "schema": "double"}}},
                    {"@type": "Component", "name": "back", "schema": "dtmi:com:example:Lens;1"}]"""));

        assertThat(unit.properties()).containsOnlyKeys("os");
        assertThat(component(unit, "back"))
                .isEqualTo(component(unit, "front"))
                .satisfies(lens -> assertThat(lens.properties()).containsOnlyKeys("zoom"));
    }

    @Test
    void describesAComponentWithWhatItInherits() {
        ModelDescription unit = describe(
                thermostat(component("dtmi:com:example:Lens;1")),
                model("dtmi:com:example:Lens;1", ", \"extends\": \"dtmi:com:example:Part;1\""),
                model("dtmi:com:example:Part;1", ", " + property("serial", "string")));

        assertThat(component(unit, "part").properties()).containsOnlyKeys("serial");
        assertThat(unit.bases()).as("a component is no base").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                   | @type is Interface
            {                                                    | is no JSON
            {} {}                                                | is no JSON
            []                                                   | @type is Interface
            {"@type": "Property"}                                | @type is Interface
            {"@type": "Interface"}                               | @context
            {"@type": "Interface", "@context": "http://v1"}      | @context
            {"@type": "Interface", "@context": "dtmi:dtdl:context;2", "@id": "dtmi:x;1"} | the @id of its definition is "dtmi:x;1"
            """)
    void refusesWhatIsNoInterface(String definition, String why) {
        assertRefused(Map.of(MODEL, definition), "dtmi:com:example:Thermostat;1 cannot be read", why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "a"}                                        | has no @type
            {"@type": "Property", "schema": "string"}            | must have a name
            {"@type": "Property", "name": "a b", "schema": "string"} | but has "a b"
            {"@type": "Property", "name": "a"}                   | has no schema
            {"@type": "Property", "name": "a", "schema": 3}      | has no schema
            {"@type": "Property", "name": "a", "schema": {"@type": "Array"}} | has no schema
            {"@type": "Property", "name": "a", "schema": {"@type": "Enum", "enumValues": {"enumValue": 1.5}}} | enumValue
            {"@type": "Component", "name": "a"}                  | must have an interface's id
            {"@type": "Component", "name": "a", "schema": {"@type": "Interface"}} | must have an interface's id
            {"@type": "Component", "name": "a", "schema": "double"} | but has "double"
            """)
    void refusesABrokenElement(String element, String why) {
        assertRefused(Map.of(MODEL, thermostat(", \"contents\": [" + element + "]")), MODEL.value(), why);
    }

    @Test
    void namesADefinitionThatIsMissing() {
        assertRefused(Map.of(), "the definition of model dtmi:com:example:Thermostat;1, is missing");
        assertRefused(
                Map.of(MODEL, thermostat(", \"extends\": \"dtmi:com:example:Device;1\"")),
                "the definition of model dtmi:com:example:Device;1",
                "which dtmi:com:example:Thermostat;1 extends");
    }

    @Test
    void refusesACycle() {
        assertRefused(
                definitions(
                        thermostat(", \"extends\": \"dtmi:com:example:Device;1\""),
                        model("dtmi:com:example:Device;1", ", \"extends\": \"dtmi:com:example:Thermostat;1\"")),
                "dtmi:com:example:Thermostat;1",
                "extends itself, by way of dtmi:com:example:Device;1");
    }

    @Test
    void allowsTenLevelsOfExtendsAndNoMore() {
        assertThat(describe(chain(10)).bases()).hasSize(10);
        assertRefused(definitions(chain(11)), "more than 10 levels");
    }

    @Test
    void refusesAComponentInsideAComponent() {
        assertRefused(
                definitions(
                        thermostat(component("dtmi:com:example:Lens;1")),
                        model("dtmi:com:example:Lens;1", component("dtmi:com:example:Glass;1")),
                        model("dtmi:com:example:Glass;1", "")),
                "model dtmi:com:example:Lens;1",
                "component \"part\" itself");
        assertRefused(definitions(thermostat(component(MODEL.value()))), "component \"part\" itself");
    }

    @Test
    void refusesASchemaThatContainsItself() {
        assertRefused(Map.of(MODEL, thermostat("""
                        , "contents": {"@type": "Property", "name": "a", "schema": "dtmi:a;1"},
                          "schemas": [{"@id": "dtmi:a;1", "@type": "Array", "elementSchema": "dtmi:a;1"}]""")), "more than 8 levels deep");
    }

    @Test
    void allowsEightLevelsOfSchemasAndNoMore() {
        assertThat(schemaOf(nested(8))).isInstanceOf(ValueSchema.ArrayOf.class);
        assertThatIllegalArgumentException().isThrownBy(() -> schemaOf(nested(9)));
    }

    @Test
    void refusesSchemasThatMultiplyEachOther() {
        String schemas = IntStream.range(0, 8)
                .mapToObj(level -> "{\"@id\": \"dtmi:s" + level + ";1\", \"@type\": \"Object\", \"fields\": ["
                        + twentyFields("dtmi:s" + (level + 1) + ";1") + "]}")
                .collect(Collectors.joining(", "));
        assertRefused(
                Map.of(
                        MODEL,
                        thermostat(
                                ", \"contents\": {\"@type\": \"Property\", \"name\": \"a\", \"schema\": \"dtmi:s0;1\"},"
                                        + " \"schemas\": [" + schemas + "]")),
                "more than 100000 elements");
    }

    @Test
    void refusesADefinitionThatIsTooLongOrNestsTooDeep() {
        assertRefused(Map.of(MODEL, thermostat(", \"comment\": \"" + "x".repeat(1024 * 1024) + "\"")), "1048576");
        assertRefused(Map.of(MODEL, "[".repeat(100_000)), "is no JSON");
    }

    private static String[] chain(int levels) {
        String[] models = new String[levels + 1];
        Arrays.setAll(
                models,
                i -> model(
                        i == 0 ? MODEL.value() : "dtmi:base" + i + ";1",
                        i == levels ? "" : ", \"extends\": \"dtmi:base" + (i + 1) + ";1\""));
        return models;
    }

    private static String nested(int levels) {
        return "{\"@type\": \"Array\", \"elementSchema\": ".repeat(levels) + "\"string\"" + "}".repeat(levels);
    }

    private static String twentyFields(String schema) {
        return IntStream.range(0, 20)
                .mapToObj(i -> "{\"name\": \"f" + i + "\", \"schema\": \"" + schema + "\"}")
                .collect(Collectors.joining(", "));
    }

    private static ValueSchema schemaOf(String schema) {
        ModelDescription model = describe(
                thermostat(", \"contents\": [{\"@type\": \"Property\", \"name\": \"p\", \"schema\": " + schema + "}]"));
        return Objects.requireNonNull(model.properties().get("p"));
    }

    private static String thermostat(String members) {
        return model(MODEL.value(), members);
    }

    private static String model(String id, String members) {
        return "{\"@context\": \"dtmi:dtdl:context;3\", \"@id\": \"" + id + "\", \"@type\": \"Interface\"" + members
                + "}";
    }

    private static String property(String name, String schema) {
        return "\"contents\": [{\"@type\": \"Property\", \"name\": \"" + name + "\", \"schema\": \"" + schema + "\"}]";
    }

    private static String component(String schema) {
        return ", \"contents\": [{\"@type\": \"Component\", \"name\": \"part\", \"schema\": \"" + schema + "\"}]";
    }

    private static ModelDescription component(ModelDescription model, String name) {
        return Objects.requireNonNull(model.components().get(name), name);
    }

    private static ModelDescription describe(String... models) {
        return DtdlReader.describe(MODEL, definitions(models));
    }

    private static Map<ModelId, String> definitions(String... models) {
        Map<ModelId, String> definitions = new HashMap<>();
        for (String model : models) {
            String id = model.replaceAll("(?s)^.*?\"@id\": \"(dtmi:[^\"]*)\".*$", "$1");
            definitions.put(new ModelId(id), model);
        }
        return definitions;
    }

    private static void assertRefused(Map<ModelId, String> definitions, String... said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DtdlReader.describe(MODEL, definitions))
                .satisfies(e -> assertThat(e.getMessage()).contains(said));
    }
}
