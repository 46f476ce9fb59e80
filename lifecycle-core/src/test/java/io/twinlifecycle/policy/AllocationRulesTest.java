package io.twinlifecycle.policy;

import static io.twinlifecycle.policy.Requests.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.provisioning.AllocationDecision.Refuse;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationRulesTest {

    private static final Map<String, List<String>> LISTS =
            Map.of("Thermostats", List.of("dtmi:com:example:Thermostat"));

    @Test
    void modelsOutsideTheListAreRefused() {
        var unit = AllocationRules.allowModels(LISTS, UnlistedEnrollments.ALLOW);
        assertThat(ask(unit, "thermostats", "dtmi:com:example:Thermostat;3")).isEqualTo("abstained by allow-models");
        assertThat(ask(unit, "THERMOSTATS", "dtmi:com:example:Camera;1"))
                .isEqualTo("MODEL_NOT_ALLOWED by allow-models");
        assertThat(ask(unit, "thermostats", "dtmi:com:example:Thermostat;1'; DROP"))
                .as("no DTMI, though it begins like one")
                .isEqualTo("MODEL_NOT_ALLOWED by allow-models");
    }

    @Test
    void unlistedEnrollmentsAreAllowedOrRefused() {
        String model = "dtmi:com:example:Thermostat;3";
        assertThat(ask(AllocationRules.allowModels(LISTS, UnlistedEnrollments.ALLOW), "other", model))
                .isEqualTo("abstained by allow-models");
        assertThat(ask(AllocationRules.allowModels(LISTS, UnlistedEnrollments.REFUSE), "other", model))
                .isEqualTo("MODEL_NOT_ALLOWED by allow-models");
        assertThat(ask(AllocationRules.allowModels(Map.of(), UnlistedEnrollments.REFUSE), "any", model))
                .isEqualTo("MODEL_NOT_ALLOWED by allow-models");
    }

    @Test
    void aDeviceThatNamesNoModelPasses() {
        var unit = AllocationRules.allowModels(LISTS, UnlistedEnrollments.REFUSE);
        assertThat(say(unit.decide(Requests.of("d", "hub-a")))).isEqualTo("abstained by allow-models");
    }

    @Test
    void aRefusalSaysWhatToDoInOneLine() {
        var unit = AllocationRules.allowModels(LISTS, UnlistedEnrollments.REFUSE);
        var decision = unit.decide(Requests.of(
                "other", Payload.of(Map.of("modelId", "evil\nline" + "x".repeat(1_000))), "hub-a"));
        assertThat(((Refuse) decision).refusal().message())
                .startsWith("device device-1 asks for model \"evil?line")
                .hasSizeLessThan(300)
                .endsWith("add the model to the enrollment's list if it should");
    }

    @Test
    void listsAreCheckedWhenBuilt() {
        assertThatThrownBy(() -> AllocationRules.allowModels(Map.of("g", List.of()), UnlistedEnrollments.ALLOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        AllocationRules.allowModels(Map.of("g", List.of("thermostat")), UnlistedEnrollments.ALLOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("thermostat")
                .hasMessageContaining("allow-models(g)");
    }

    @Test
    void idsMatchAsAWholeInAnyCase() {
        var allow = AllocationRules.allowIds("plant7-[0-9]+");
        assertThat(say(allow.decide(Requests.of("PLANT7-12", "hub-a"))))
                .isEqualTo("abstained by allow-ids(plant7-[0-9]+)");
        assertThat(say(allow.decide(Requests.of("xplant7-12", "hub-a"))))
                .isEqualTo("DEVICE_NOT_ALLOWED by allow-ids(plant7-[0-9]+)");
        var deny = AllocationRules.denyIds("test-.*");
        assertThat(say(deny.decide(Requests.of("Test-1", "hub-a"))))
                .isEqualTo("DEVICE_NOT_ALLOWED by deny-ids(test-.*)");
        assertThat(say(deny.decide(Requests.of("a-test-1", "hub-a")))).isEqualTo("abstained by deny-ids(test-.*)");
    }

    @Test
    void whatIsNoPatternIsRefusedWhenBuilt() {
        assertThatThrownBy(() -> AllocationRules.allowIds("(")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String ask(AllocationPolicy unit, String enrollment, String model) {
        return say(unit.decide(Requests.of(enrollment, Payload.of(Map.of("modelId", model)), "hub-a")));
    }
}
