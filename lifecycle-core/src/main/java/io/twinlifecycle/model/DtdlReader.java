package io.twinlifecycle.model;

import io.twinlifecycle.ModelId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads DTDL v2 and v3 interfaces.
 *
 * <p>It reads what a twin needs and validates no more than that: the service has checked a model when it was uploaded. Relationships and
 * commands are passed over; a schema that it does not know becomes {@link ValueSchema.Any}; where a model and its base declare the same
 * name, the model's own declaration counts. The bounds are those of the language: 1 MiB for each definition, 10 levels of
 * {@code extends}, no component inside a component, 100,000 elements in all.
 *
 * <p>The parsers that Microsoft publishes are for .NET and JavaScript; Maven Central has none.
 *
 * <p>Safe for use by many threads.
 */
public final class DtdlReader {

    private DtdlReader() {}

    /**
     * Definitions by the id that each declares, as {@link #describe} takes them.
     *
     * @param definitions DTDL interfaces, a JSON object each; of two with one id the later counts
     * @throws IllegalArgumentException if one has no valid {@code @id}
     */
    public static Map<ModelId, String> byId(Collection<String> definitions) {
        Map<ModelId, String> byId = new LinkedHashMap<>();
        definitions.forEach(text -> byId.put(Definitions.declaredId(text), text));
        return byId;
    }

    /**
     * Describes a model.
     *
     * @param model the model to describe
     * @param definitions the DTDL of the model and of all that it extends or has as a component, by id: a JSON object each. What a
     *     definition declares inline need not be given again, and more may be given than is needed
     * @throws IllegalArgumentException if a definition is missing or is no DTDL interface; the message says which and what is wrong
     */
    public static ModelDescription describe(ModelId model, Map<ModelId, String> definitions) {
        return new InterfaceReader(new Definitions(definitions)).describe(model);
    }
}
