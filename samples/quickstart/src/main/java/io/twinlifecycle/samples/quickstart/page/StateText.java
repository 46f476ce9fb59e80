package io.twinlifecycle.samples.quickstart.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;

/** The state as JSON, read once for all readers that ask at about the same time. Safe for use by many threads. */
final class StateText {

    private static final Duration FRESH = Duration.ofMillis(100);

    private final ObjectMapper json;
    private final Supplier<State> state;
    private final TimeSource time;
    private String text = "";
    private long readNanos;

    /**
     * A state that was not read yet.
     *
     * @param time real time, also where the cloud's is virtual
     */
    StateText(ObjectMapper json, Supplier<State> state, TimeSource time) {
        this.json = json;
        this.state = state;
        this.time = time;
    }

    synchronized String read() throws JsonProcessingException {
        if (text.isEmpty() || time.nanoTime() - readNanos > FRESH.toNanos()) {
            readNanos = time.nanoTime();
            text = json.writeValueAsString(state.get());
        }
        return text;
    }
}
