package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.testkit.internal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service tells about a change of the graph, or of telemetry: a CloudEvent, as the page "Event notifications" describes it.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} does not show the data.
 *
 * @param id unique together with the source; of telemetry, what the publisher called it
 * @param type such as {@code Microsoft.DigitalTwins.Twin.Create}
 * @param source the instance; of telemetry, the twin
 * @param subject the twin or relationship; of telemetry, the component, if it was published for one
 * @param time when it happened, in the service's form; telemetry has none
 * @param dataSchema of telemetry, the model
 * @param traceparent a trace context of its own
 * @param data the twin or relationship, a patch with its model, or the telemetry; JSON as Java's own types
 */
public record GraphEvent(
        String id,
        String type,
        String source,
        Optional<String> subject,
        Optional<String> time,
        Optional<String> dataSchema,
        String traceparent,
        @Nullable Object data) {

    static final String SPEC_VERSION = "1.0";
    static final String CONTENT_TYPE = "application/json";

    private static final String PREFIX = "cloudEvents:";

    /** Checks and copies. */
    public GraphEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(dataSchema, "dataSchema");
        Objects.requireNonNull(traceparent, "traceparent");
        data = JsonValues.copyValue(data);
    }

    /** The application properties of the message in an event hub or on a service bus, by the AMQP binding of CloudEvents. */
    public Map<String, String> applicationProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        attributes().forEach((name, value) -> properties.put(PREFIX + name, value));
        return properties;
    }

    /** The body of that message, whose content type is {@code application/json}: the data alone, in UTF-8. */
    public byte[] body() {
        return Json.bytes(data);
    }

    /** All of it as one JSON object, as Event Grid hands it on. */
    public Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(attributes());
        document.put("datacontenttype", CONTENT_TYPE);
        document.put("data", data);
        return document;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", SPEC_VERSION);
        attributes.put("id", id);
        attributes.put("type", type);
        attributes.put("source", source);
        subject.ifPresent(value -> attributes.put("subject", value));
        time.ifPresent(value -> attributes.put("time", value));
        dataSchema.ifPresent(value -> attributes.put("dataschema", value));
        attributes.put("traceparent", traceparent);
        return attributes;
    }

    @Override
    public String toString() {
        return "GraphEvent[" + type + subject.map(value -> ", " + value).orElse("") + ", " + id + "]";
    }
}
