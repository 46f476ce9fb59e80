package io.twinlifecycle.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The schema of a property's value in DTDL. */
public sealed interface ValueSchema {

    /**
     * A primitive.
     *
     * @param name its DTDL name, such as {@code double} or {@code dateTime}
     */
    record Primitive(String name) implements ValueSchema {
        /** Checks that it is there. */
        public Primitive {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * One of a list of values.
     *
     * @param values what it may be: texts or whole numbers
     */
    record Enumeration(List<Object> values) implements ValueSchema {
        /** Copies. */
        public Enumeration {
            values = List.copyOf(values);
        }
    }

    /**
     * An object with named fields, each optional.
     *
     * @param fields field name to its schema
     */
    record ObjectOf(Map<String, ValueSchema> fields) implements ValueSchema {
        /** Copies. */
        public ObjectOf {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * A map from any text.
     *
     * @param value the schema of its values
     */
    record MapOf(ValueSchema value) implements ValueSchema {
        /** Checks that it is there. */
        public MapOf {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * An array (DTDL v3).
     *
     * @param element the schema of its elements
     */
    record ArrayOf(ValueSchema element) implements ValueSchema {
        /** Checks that it is there. */
        public ArrayOf {
            Objects.requireNonNull(element, "element");
        }
    }

    /** A schema that we do not know, such as one of a later DTDL version: any value fits. */
    record Any() implements ValueSchema {}
}
