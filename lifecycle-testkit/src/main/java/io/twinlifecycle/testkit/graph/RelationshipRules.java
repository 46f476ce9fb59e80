package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.model.ContentsCheck;
import io.twinlifecycle.model.DtdlReader;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a relationship is one that the source's model declares. The service does not enforce multiplicities, nor does this. */
final class RelationshipRules {

    private static final ModelId PROPERTIES = new ModelId("dtmi:local:RelationshipProperties;1");

    private final GraphState state;

    RelationshipRules(GraphState state) {
        this.state = state;
    }

    void require(GraphTwin source, String name, TwinId target, Map<String, Object> properties) {
        List<Map<String, Object>> declarations = declarations(source.model(), name);
        if (declarations.stream().noneMatch(declaration -> mayEndAt(declaration, target))) {
            throw new TwinGraphException(
                    ErrorCode.INVALID_RELATIONSHIP,
                    "Twin relationship does not align with the model. Please ensure that the relationship is in alignment with"
                            + " the model.");
        }
        List<String> problems = ContentsCheck.problems(propertiesOf(declarations.get(0)), properties);
        if (!problems.isEmpty()) {
            throw new TwinGraphException(ErrorCode.VALIDATION_FAILED, "Invalid relationship specified", problems);
        }
    }

    /** The declarations of this name, in the model and in those that it extends. */
    private List<Map<String, Object>> declarations(ModelId model, String name) {
        List<Map<String, Object>> found = new ArrayList<>();
        ModelEntry entry = state.models.get(model);
        if (entry != null) {
            addDeclarations(entry, name, found);
            entry.description().bases().forEach(base -> {
                ModelEntry inherited = state.models.get(base);
                if (inherited != null) {
                    addDeclarations(inherited, name, found);
                }
            });
        }
        return found;
    }

    private static void addDeclarations(ModelEntry entry, String name, List<Map<String, Object>> found) {
        for (Map<String, Object> content : objects(entry.dtdl().get("contents"))) {
            if (name.equals(content.get("name")) && isOfType(content, "Relationship")) {
                found.add(content);
            }
        }
    }

    private boolean mayEndAt(Map<String, Object> declaration, TwinId target) {
        if (!(declaration.get("target") instanceof String wanted)) {
            return true;
        }
        GraphTwin twin = state.twins.get(target);
        ModelEntry entry = twin == null ? null : state.models.get(twin.model());
        return entry != null && ModelId.isValid(wanted) && entry.description().isA(new ModelId(wanted));
    }

    /** A relationship declares its properties as an interface does, so an interface of nothing else describes them. */
    private static ModelDescription propertiesOf(Map<String, Object> declaration) {
        Map<String, Object> dtdl = new LinkedHashMap<>();
        dtdl.put("@context", "dtmi:dtdl:context;2");
        dtdl.put("@id", PROPERTIES.value());
        dtdl.put("@type", "Interface");
        dtdl.put("contents", objects(declaration.get("properties")));
        return DtdlReader.describe(
                PROPERTIES, Map.of(PROPERTIES, new String(Json.bytes(dtdl), StandardCharsets.UTF_8)));
    }

    private static boolean isOfType(Map<String, Object> element, String type) {
        Object declared = element.get("@type");
        return type.equals(declared) || (declared instanceof List<?> types && types.contains(type));
    }

    private static List<Map<String, Object>> objects(@Nullable Object oneOrMany) {
        List<?> elements =
                oneOrMany instanceof List<?> many ? many : oneOrMany == null ? List.of() : List.of(oneOrMany);
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object element : elements) {
            Map<String, Object> object = Json.asObject(element);
            if (object != null) {
                objects.add(object);
            }
        }
        return objects;
    }
}
