package io.twinlifecycle.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlifecycle.ModelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the schemas of one interface's properties. */
final class SchemaReader {

    /** DTDL v2 and v3 allow 5, v4 allows 8. */
    static final int MAX_DEPTH = 8;

    private static final Pattern PRIMITIVE_DTMI =
            Pattern.compile("dtmi:dtdl:instance:Schema:([A-Za-z]+);[0-9]+(?:\\.[0-9]+)?");

    private final ModelId owner;
    private final ElementBudget budget;
    private final Map<String, JsonNode> shared = new HashMap<>();

    SchemaReader(ModelId owner, JsonNode sharedSchemas, ElementBudget budget) {
        this.owner = owner;
        this.budget = budget;
        for (JsonNode schema : Dtdl.items(sharedSchemas)) {
            shared.put(schema.path("@id").asText(), schema);
        }
    }

    ValueSchema read(JsonNode schema) {
        return read(schema, 0);
    }

    private ValueSchema read(JsonNode schema, int depth) {
        budget.spend(owner);
        if (depth > MAX_DEPTH) {
            throw Dtdl.unreadable(
                    owner, "a schema nests more than " + MAX_DEPTH + " levels deep; does it contain itself?");
        }
        if (schema.isTextual()) {
            return named(schema.asText(), depth);
        }
        if (!schema.isObject()) {
            throw Dtdl.unreadable(owner, "a property, field, map or array has no schema");
        }
        return Dtdl.items(schema.path("@type")).iterator().hasNext()
                ? complex(schema, depth)
                : named(schema.path("@id").asText(), depth);
    }

    private ValueSchema named(String name, int depth) {
        JsonNode declared = shared.get(name);
        if (declared != null) {
            return complex(declared, depth);
        }
        Matcher dtmi = PRIMITIVE_DTMI.matcher(name);
        String term = dtmi.matches() ? dtmi.group(1) : name;
        return Primitives.isKnown(term) ? new ValueSchema.Primitive(term) : new ValueSchema.Any();
    }

    private ValueSchema complex(JsonNode schema, int depth) {
        if (Dtdl.isA(schema, "Object")) {
            return object(schema, depth);
        }
        if (Dtdl.isA(schema, "Enum")) {
            return enumeration(schema);
        }
        if (Dtdl.isA(schema, "Map")) {
            return new ValueSchema.MapOf(read(schema.path("mapValue").path("schema"), depth + 1));
        }
        if (Dtdl.isA(schema, "Array")) {
            return new ValueSchema.ArrayOf(read(schema.path("elementSchema"), depth + 1));
        }
        return new ValueSchema.Any();
    }

    private ValueSchema object(JsonNode schema, int depth) {
        Map<String, ValueSchema> fields = new LinkedHashMap<>();
        for (JsonNode field : Dtdl.items(schema.path("fields"))) {
            fields.put(field.path("name").asText(), read(field.path("schema"), depth + 1));
        }
        return new ValueSchema.ObjectOf(fields);
    }

    private ValueSchema enumeration(JsonNode schema) {
        List<Object> values = new ArrayList<>();
        for (JsonNode entry : Dtdl.items(schema.path("enumValues"))) {
            budget.spend(owner);
            JsonNode value = entry.path("enumValue");
            if (value.isTextual()) {
                values.add(value.asText());
            } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                values.add(value.asLong());
            } else {
                throw Dtdl.unreadable(owner, "the enumValue of an Enum must be text or a whole number");
            }
        }
        return new ValueSchema.Enumeration(values);
    }
}
