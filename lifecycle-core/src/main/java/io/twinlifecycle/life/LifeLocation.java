package io.twinlifecycle.life;

import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.model.ValueSchema;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a model keeps the life of its twins' devices: at the twin itself, because the model extends the life interface or declares its
 * properties, or in a component. Only what the model declares is written; the one that matters is {@code lifeMap}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class LifeLocation {

    private static final ValueSchema TEXT = new ValueSchema.Primitive("string");

    private static final List<String> PROPERTIES = List.of(
            LifeInterface.DEVICE_ID,
            LifeInterface.REGISTRATION_ID,
            LifeInterface.HUB_HOST_NAME,
            LifeInterface.RETIRED_AT,
            LifeInterface.LIFE_MAP);

    private final Optional<String> component;
    private final Set<String> declared;

    private LifeLocation(Optional<String> component, Set<String> declared) {
        this.component = component;
        this.declared = declared;
    }

    /** Where that model keeps it; empty if the model declares no {@code lifeMap} of type string. */
    public static Optional<LifeLocation> in(ModelDescription model) {
        if (texts(model).contains(LifeInterface.LIFE_MAP)) {
            return Optional.of(new LifeLocation(Optional.empty(), texts(model)));
        }
        return new TreeMap<>(model.components())
                .entrySet().stream()
                        .filter(entry -> texts(entry.getValue()).contains(LifeInterface.LIFE_MAP))
                        .findFirst()
                        .map(entry -> new LifeLocation(Optional.of(entry.getKey()), texts(entry.getValue())));
    }

    /** The properties that hold a text. One of another type that happens to have one of our names is none of our business. */
    private static Set<String> texts(ModelDescription model) {
        return model.properties().entrySet().stream()
                .filter(property -> property.getValue().equals(TEXT))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a twin says of its device.
     *
     * @throws IllegalArgumentException if its life map cannot be read
     */
    public TwinLife read(StoredTwin twin) {
        Map<String, Object> at = properties(twin);
        Object map = at.get(LifeInterface.LIFE_MAP);
        if (map != null && !(map instanceof String)) {
            throw new IllegalArgumentException("the life map is no text");
        }
        return new TwinLife(
                text(at, LifeInterface.DEVICE_ID),
                text(at, LifeInterface.REGISTRATION_ID),
                text(at, LifeInterface.HUB_HOST_NAME),
                text(at, LifeInterface.RETIRED_AT),
                map == null ? LifeMap.empty() : LifeMap.parse((String) map));
    }

    /** The same as {@link #read}, with an empty map where the twin's cannot be read. */
    public TwinLife readLeniently(StoredTwin twin) {
        try {
            return read(twin);
        } catch (IllegalArgumentException e) {
            Map<String, Object> at = properties(twin);
            return new TwinLife(
                    text(at, LifeInterface.DEVICE_ID),
                    text(at, LifeInterface.REGISTRATION_ID),
                    text(at, LifeInterface.HUB_HOST_NAME),
                    text(at, LifeInterface.RETIRED_AT),
                    LifeMap.empty());
        }
    }

    /** A new twin's contents with that life in it. */
    public Map<String, Object> contentsWith(Map<String, Object> contents, TwinLife life) {
        Map<String, Object> all = new LinkedHashMap<>(contents);
        if (component.isEmpty()) {
            all.putAll(values(life));
        } else {
            Map<String, Object> inner = new LinkedHashMap<>();
            if (contents.get(component.get()) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> inner.put(String.valueOf(name), value));
            }
            inner.putAll(values(life));
            all.put(component.get(), inner);
        }
        return all;
    }

    /** The changes that make a twin say this of its device; none where it says it already. */
    public TwinPatch patch(StoredTwin twin, TwinLife life) {
        if (component.isPresent() && !(twin.contents().get(component.get()) instanceof Map<?, ?>)) {
            Map<String, Object> whole = new LinkedHashMap<>(values(life));
            whole.put("$metadata", Map.of());
            return TwinPatch.empty().set(List.of(component.get()), whole);
        }
        Map<String, Object> before = properties(twin);
        Map<String, String> after = values(life);
        TwinPatch patch = TwinPatch.empty();
        for (String name : PROPERTIES) {
            patch = changed(patch, name, before.get(name), after.get(name));
        }
        return patch;
    }

    private TwinPatch changed(TwinPatch patch, String name, @Nullable Object before, @Nullable String after) {
        if (Objects.equals(before, after)) {
            return patch;
        }
        List<String> path = new ArrayList<>();
        component.ifPresent(path::add);
        path.add(name);
        return after == null ? patch.remove(path) : patch.set(path, after);
    }

    private Map<String, String> values(TwinLife life) {
        Map<String, String> values = new LinkedHashMap<>();
        life.deviceId().ifPresent(text -> values.put(LifeInterface.DEVICE_ID, text));
        life.registrationId().ifPresent(text -> values.put(LifeInterface.REGISTRATION_ID, text));
        life.hubHostName().ifPresent(text -> values.put(LifeInterface.HUB_HOST_NAME, text));
        life.retiredAt().ifPresent(text -> values.put(LifeInterface.RETIRED_AT, text));
        values.put(LifeInterface.LIFE_MAP, life.map().toString());
        values.keySet().retainAll(declared);
        return values;
    }

    private Map<String, Object> properties(StoredTwin twin) {
        Map<String, Object> at = new LinkedHashMap<>();
        Object from = component.isEmpty() ? twin.contents() : twin.contents().get(component.get());
        if (from instanceof Map<?, ?> map) {
            map.forEach((name, value) -> at.put(String.valueOf(name), value));
        }
        return at;
    }

    private static Optional<String> text(Map<String, Object> at, String name) {
        return at.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
