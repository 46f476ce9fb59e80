package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.model.ModelDescription;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The telemetry that was published to a graph, oldest first. It goes to event routes, as in the service, and is kept for tests
 * to read, which the service does not do. Safe for use by many threads.
 */
public final class Telemetry {

    /** How many messages are kept; older ones are forgotten. */
    public static final int KEPT = 10_000;

    private final GraphState state;
    private final Deque<TelemetryMessage> messages = new ArrayDeque<>();

    Telemetry(GraphState state) {
        this.state = state;
    }

    /**
     * Takes a message. Neither its names nor its values are checked against the model.
     *
     * @param component the component that it is for, which must be there; empty for the twin itself
     */
    public void publish(
            TwinId twin,
            Optional<String> component,
            String messageId,
            Optional<String> sourceTime,
            @Nullable Object payload) {
        synchronized (state) {
            GraphTwin target = state.requireTwin(twin);
            component.ifPresent(target::component);
            if (messages.size() == KEPT) {
                messages.removeFirst();
            }
            messages.addLast(new TelemetryMessage(twin, component, messageId, sourceTime, state.time.now(), payload));
            state.events.telemetry(twin, model(target, component), component, messageId, payload);
        }
    }

    /** The model of the component, or of the twin if it is for the twin itself. */
    private String model(GraphTwin twin, Optional<String> component) {
        ModelEntry entry = state.models.get(twin.model());
        if (entry != null && component.isPresent()) {
            ModelDescription part = entry.description().components().get(component.get());
            return part == null ? twin.model().value() : part.id().value();
        }
        return twin.model().value();
    }

    /** The last {@value #KEPT} messages since the last {@link #clear}. */
    public List<TelemetryMessage> list() {
        synchronized (state) {
            return List.copyOf(messages);
        }
    }

    /** Forgets them. */
    public void clear() {
        synchronized (state) {
            messages.clear();
        }
    }
}
