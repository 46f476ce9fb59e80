package io.twinlifecycle.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.Texts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers an interface's members, its own and the inherited ones. One object serves one description. */
final class InterfaceReader {

    /** How many steps of {@code extends} may lead from a model to its most general base. */
    static final int MAX_LEVELS = 10;

    private static final int MAX_NAME_LENGTH = 512;
    private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?+");

    private final Definitions definitions;
    private final ElementBudget budget = new ElementBudget();
    private final Map<ModelId, ModelDescription> parts = new HashMap<>();

    InterfaceReader(Definitions definitions) {
        this.definitions = definitions;
    }

    ModelDescription describe(ModelId model) {
        Members members = new Members(model, false);
        collect(model, model, new LinkedHashSet<>(), members);
        return members.toDescription();
    }

    /** Depth first, a model before its bases; a base that is reached twice is read once. */
    private void collect(ModelId id, ModelId neededBy, Set<ModelId> path, Members members) {
        if (path.contains(id)) {
            throw Dtdl.unreadable(id, "it extends itself, by way of " + neededBy);
        }
        if (!members.interfaces.add(id)) {
            return;
        }
        if (path.size() > MAX_LEVELS) {
            throw Dtdl.unreadable(
                    members.model, "it extends over more than " + MAX_LEVELS + " levels, the limit of DTDL");
        }
        JsonNode definition = definitions.get(id, neededBy);
        path.add(id);
        SchemaReader schemas = new SchemaReader(id, definition.path("schemas"), budget);
        for (JsonNode element : Dtdl.items(definition.path("contents"))) {
            readElement(id, element, schemas, members);
        }
        for (JsonNode base : Dtdl.items(definition.path("extends"))) {
            collect(Definitions.referredTo(id, base), id, path, members);
        }
        path.remove(id);
    }

    private void readElement(ModelId owner, JsonNode element, SchemaReader schemas, Members members) {
        budget.spend(owner);
        if (element.path("@type").isMissingNode()) {
            throw Dtdl.unreadable(owner, "an element of its contents has no @type");
        }
        if (Dtdl.isA(element, "Property")) {
            String name = name(owner, element);
            ValueSchema schema = schemas.read(element.path("schema"));
            if (members.names.add(name)) {
                members.properties.put(name, schema);
            }
        } else if (Dtdl.isA(element, "Component")) {
            readComponent(owner, element, members);
        } else if (Dtdl.isA(element, "Telemetry")) {
            String name = name(owner, element);
            if (members.names.add(name)) {
                members.telemetry.add(name);
            }
        }
    }

    private void readComponent(ModelId owner, JsonNode element, Members members) {
        String name = name(owner, element);
        if (members.isPart) {
            throw Dtdl.unreadable(
                    members.model,
                    "it is used as a component and has the component " + Texts.quoted(name)
                            + " itself, which DTDL does not allow");
        }
        if (members.names.add(name)) {
            ModelId schema = Definitions.referredTo(owner, element.path("schema"));
            members.components.put(name, part(schema, owner));
        }
    }

    private ModelDescription part(ModelId id, ModelId neededBy) {
        ModelDescription known = parts.get(id);
        if (known == null) {
            Members members = new Members(id, true);
            collect(id, neededBy, new LinkedHashSet<>(), members);
            known = members.toDescription();
            parts.put(id, known);
        }
        return known;
    }

    private static String name(ModelId owner, JsonNode element) {
        String name = element.path("name").asText();
        if (name.length() > MAX_NAME_LENGTH || !NAME.matcher(name).matches()) {
            throw Dtdl.unreadable(
                    owner,
                    "an element of its contents must have a name of letters, digits and underscores, but has "
                            + Texts.quoted(name));
        }
        return name;
    }

    /** What is gathered for one description. */
    private static final class Members {
        final ModelId model;
        final boolean isPart;
        final Set<ModelId> interfaces = new LinkedHashSet<>();
        final Set<String> names = new HashSet<>();
        final Map<String, ValueSchema> properties = new LinkedHashMap<>();
        final Map<String, ModelDescription> components = new LinkedHashMap<>();
        final Set<String> telemetry = new LinkedHashSet<>();

        Members(ModelId model, boolean isPart) {
            this.model = model;
            this.isPart = isPart;
        }

        ModelDescription toDescription() {
            Set<ModelId> bases = new LinkedHashSet<>(interfaces);
            bases.remove(model);
            return new ModelDescription(model, bases, properties, components, telemetry);
        }
    }
}
