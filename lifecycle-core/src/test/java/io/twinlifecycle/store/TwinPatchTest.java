package io.twinlifecycle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinlifecycle.LifecycleException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinPatchTest {

    private static final Map<String, Object> CONTENTS =
            Map.of("name", "a", "sensor", Map.of("maker", "Contoso", "offset", 1));

    @Test
    void setsAndRemovesInACopyInOrder() {
        TwinPatch patch = TwinPatch.empty()
                .set(List.of("isOn"), true)
                .remove(List.of("name"))
                .set(List.of("place"), Map.of("room", "kitchen"))
                .set(List.of("place", "floor"), 2)
                .remove(List.of("sensor", "maker"));

        assertThat(patch.applyTo(CONTENTS))
                .isEqualTo(Map.of(
                        "isOn", true, "place", Map.of("room", "kitchen", "floor", 2), "sensor", Map.of("offset", 1)));
        assertThat(CONTENTS).as("what it was applied to").containsKey("name");
        assertThat(TwinPatch.empty().applyTo(CONTENTS)).isEqualTo(CONTENTS);
    }

    @Test
    void refusesToRemoveWhatIsNotThereAndToLeadIntoIt() {
        assertRefused(TwinPatch.empty().remove(List.of("isOn")), "\"isOn\" removes what is not there");
        assertRefused(TwinPatch.empty().remove(List.of("sensor", "isOn")), "\"sensor/isOn\" removes");
        assertRefused(TwinPatch.empty().set(List.of("heater", "power"), 1), "\"heater/power\" leads into");
        assertRefused(TwinPatch.empty().set(List.of("name", "first"), "b"), "\"name/first\" leads into");
    }

    private static void assertRefused(TwinPatch patch, String why) {
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> patch.applyTo(CONTENTS))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(LifecycleException.Kind.STORE_REFUSED));
    }
}
