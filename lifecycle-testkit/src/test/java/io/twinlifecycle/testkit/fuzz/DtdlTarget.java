package io.twinlifecycle.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.life.LifeInterface;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.model.ContentsCheck;
import io.twinlifecycle.model.DtdlReader;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.graph.TwinGraphException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reader of DTDL, and the upload of models. An input is some definitions with lines of three dashes between them; the last part may be
 * a twin's contents. Whatever it is: a description, the same each time, or a complaint of bounded length.
 */
final class DtdlTarget implements FuzzTarget {

    private static final String BETWEEN = "\n---\n";

    @Override
    public String name() {
        return "dtdl";
    }

    @Override
    public List<byte[]> seeds() {
        List<String> texts = new ArrayList<>(SampleModels.all());
        texts.add(LifeInterface.dtdl());
        texts.add(SampleModels.dtdl(SampleModels.LIVING_THERMOSTAT) + BETWEEN + LifeInterface.dtdl());
        texts.add(
                SampleModels.dtdl(SampleModels.THERMOSTAT) + BETWEEN + SampleModels.dtdl(SampleModels.DEVICE) + BETWEEN
                        + SampleModels.dtdl(SampleModels.TEMPERATURE_SENSOR) + BETWEEN
                        + "{\"targetTemperature\":1e400,\"sensor\":{\"maker\":7},\"isOn\":\"yes\"}");
        texts.add("""
                {"@context":["dtmi:dtdl:context;3"],"@id":"dtmi:a;1","@type":["Interface","x"],"extends":["dtmi:a;1"],
                "schemas":[{"@id":"dtmi:s;1","@type":"Object","fields":[{"name":"f","schema":"dtmi:s;1"}]}],
                "contents":[{"@type":"Property","name":"p","schema":{"@type":"Enum","valueSchema":"integer",
                "enumValues":[{"name":"a","enumValue":1}]}},{"@type":"Property","name":"q","schema":
                {"@type":"Map","mapKey":{"name":"k","schema":"string"},"mapValue":{"name":"v","schema":"dtmi:s;1"}}}]}
                ---
                {"p":2,"q":{"a":{"f":[1]}}}""");
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    public void run(byte[] data) {
        String[] parts = new String(data, StandardCharsets.UTF_8).split(BETWEEN, -1);
        Map<ModelId, String> definitions = new LinkedHashMap<>();
        for (String part : parts) {
            definitions.putIfAbsent(id(part), part);
        }
        ModelId first = definitions.keySet().iterator().next();
        String described = described(first, definitions, parts[parts.length - 1]);
        Must.hold(
                described.equals(described(first, definitions, parts[parts.length - 1])),
                () -> "described in two ways");
        upload(definitions);
    }

    private static String described(ModelId model, Map<ModelId, String> definitions, String contents) {
        ModelDescription description;
        try {
            description = DtdlReader.describe(model, definitions);
        } catch (IllegalArgumentException e) {
            Must.beFitForALog(String.valueOf(e.getMessage()), 10_000);
            return String.valueOf(e.getMessage());
        }
        Must.hold(description.isA(model), () -> "a model is not itself");
        LifeLocation.in(description);
        List<String> problems = ContentsCheck.problems(description, contents(contents));
        Must.hold(problems.size() <= 21, () -> problems.size() + " problems");
        problems.forEach(problem -> Must.beFitForALog(problem, 10_000));
        return description + String.valueOf(problems);
    }

    private static void upload(Map<ModelId, String> definitions) {
        try {
            new TwinGraph(new VirtualTime()).models().addTexts(List.copyOf(definitions.values()));
        } catch (TwinGraphException e) {
            Must.hold(!String.valueOf(e.getMessage()).isEmpty(), () -> "no reason");
        } catch (IllegalArgumentException e) {
            // addTexts says so of a text that is no JSON object
        }
    }

    private static ModelId id(String definition) {
        String id = FuzzedJson.read(definition.getBytes(StandardCharsets.UTF_8))
                .map(node -> node.path("@id").asText())
                .orElse("");
        return new ModelId(ModelId.isValid(id) ? id : "dtmi:unnamed;1");
    }

    private static Map<String, Object> contents(String text) {
        JsonNode node = FuzzedJson.read(text.getBytes(StandardCharsets.UTF_8)).orElse(null);
        return node != null && node.isObject() ? FuzzedJson.map(node) : Map.of();
    }
}
