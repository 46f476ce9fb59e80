package io.twinlifecycle.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.model.ValueSchema;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifeLocationTest {

    private static final ModelId MODEL = new ModelId("dtmi:com:example:Pump;1");
    private static final ValueSchema TEXT = new ValueSchema.Primitive("string");
    private static final ValueSchema NUMBER = new ValueSchema.Primitive("integer");
    private static final TwinLife LIFE = new TwinLife(
            Optional.of("dev-1"), Optional.of("reg-1"), Optional.of("hub-a"), Optional.empty(), LifeMap.empty());

    @Test
    void leavesPropertiesOfOtherTypesAlone() {
        LifeLocation unit = LifeLocation.in(model(Map.of("lifeMap", TEXT, "deviceId", NUMBER), Map.of()))
                .orElseThrow();

        assertThat(unit.contentsWith(Map.of("deviceId", 7), LIFE)).isEqualTo(Map.of("deviceId", 7, "lifeMap", ""));
    }

    @Test
    void takesALifeMapOfAnotherTypeForNone() {
        assertThat(LifeLocation.in(model(Map.of("lifeMap", new ValueSchema.MapOf(TEXT)), Map.of())))
                .isEmpty();
    }

    @Test
    void writesAComponentThatTheTwinDoesNotHaveAsAWhole() {
        ModelDescription life = model(Map.of("lifeMap", TEXT, "deviceId", TEXT), Map.of());
        LifeLocation unit =
                LifeLocation.in(model(Map.of(), Map.of("life", life))).orElseThrow();
        StoredTwin without = new StoredTwin(new TwinId("dev-1"), MODEL, new ETag("1"), Map.of());

        assertThat(unit.patch(without, LIFE))
                .isEqualTo(TwinPatch.empty()
                        .set(List.of("life"), Map.of("deviceId", "dev-1", "lifeMap", "", "$metadata", Map.of())));
    }

    private static ModelDescription model(
            Map<String, ValueSchema> properties, Map<String, ModelDescription> components) {
        return new ModelDescription(MODEL, Set.of(), properties, components, Set.of());
    }
}
