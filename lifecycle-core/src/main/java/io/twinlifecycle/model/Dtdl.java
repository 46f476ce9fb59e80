package io.twinlifecycle.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlifecycle.ModelId;
import java.util.List;

/** What the readers of DTDL share: JSON-LD writes one thing in several ways. */
final class Dtdl {

    private static final String CLASS_PREFIX = "dtmi:dtdl:class:";

    private Dtdl() {}

    /** The elements of a set, which may be left out, stand alone or be an array. */
    static Iterable<JsonNode> items(JsonNode set) {
        if (set.isMissingNode() || set.isNull()) {
            return List.of();
        }
        return set.isArray() ? set : List.of(set);
    }

    /** Says whether the element is of a class of the language, alone or beside semantic types, by its term or its DTMI. */
    static boolean isA(JsonNode element, String className) {
        for (JsonNode type : items(element.path("@type"))) {
            String text = type.asText();
            if (text.equals(className) || text.startsWith(CLASS_PREFIX + className + ";")) {
                return true;
            }
        }
        return false;
    }

    static IllegalArgumentException unreadable(ModelId model, String why) {
        return new IllegalArgumentException("model " + model + " cannot be read: " + why);
    }
}
