package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.testkit.graph.TwinTimes.PropertyTime;
import io.twinlifecycle.testkit.internal.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Works out when which part of a twin was written, after a write. */
final class TimeKeeper {

    private final String now;
    private final Map<List<String>, String> sourceTimes;
    private final TwinTimes before;
    private final Predicate<List<String>> written;
    private final Map<String, String> components = new HashMap<>();
    private final Map<List<String>, PropertyTime> properties = new HashMap<>();

    private TimeKeeper(
            String now, Map<List<String>, String> sourceTimes, TwinTimes before, Predicate<List<String>> written) {
        this.now = now;
        this.sourceTimes = sourceTimes;
        this.before = before;
        this.written = written;
    }

    /** All was written now. */
    static TwinTimes ofNewTwin(ModelDescription model, TwinBody body, String now) {
        TwinTimes none = new TwinTimes(now, Map.of(), Map.of());
        return new TimeKeeper(now, body.sourceTimes(), none, path -> true).times(model, body.contents());
    }

    /** What these paths touch was written now, the rest when it was. */
    static TwinTimes ofPatch(
            ModelDescription model,
            Map<String, Object> contents,
            TwinTimes before,
            Set<List<String>> touched,
            Map<List<String>, String> sourceTimes,
            String now) {
        Predicate<List<String>> written = part -> touched.stream().anyMatch(path -> overlap(part, path));
        return new TimeKeeper(now, sourceTimes, before, written).times(model, contents);
    }

    private TwinTimes times(ModelDescription model, Map<String, Object> contents) {
        contents.forEach((name, value) -> {
            if (model.components().containsKey(name)) {
                component(name, Json.asObject(value));
            } else {
                property(List.of(name));
            }
        });
        return new TwinTimes(now, components, properties);
    }

    private void component(String name, @Nullable Map<String, Object> contents) {
        String old = before.components().get(name);
        components.put(name, old == null || written.test(List.of(name)) ? now : old);
        if (contents != null) {
            contents.keySet().forEach(property -> property(List.of(name, property)));
        }
    }

    private void property(List<String> path) {
        PropertyTime old = before.properties().get(path);
        PropertyTime time = old == null || written.test(path) ? new PropertyTime(now, null) : old;
        String source = sourceTimes.get(path);
        properties.put(path, source == null ? time : new PropertyTime(time.written(), source));
    }

    private static boolean overlap(List<String> one, List<String> other) {
        int common = Math.min(one.size(), other.size());
        return one.subList(0, common).equals(other.subList(0, common));
    }
}
