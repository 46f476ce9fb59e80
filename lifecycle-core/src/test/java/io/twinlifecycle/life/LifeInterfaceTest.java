package io.twinlifecycle.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.DtdlReader;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.model.ValueSchema;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeInterfaceTest {

    @Test
    void declaresExactlyThePropertiesThatItNames() {
        ModelDescription unit = DtdlReader.describe(LifeInterface.ID, Map.of(LifeInterface.ID, LifeInterface.dtdl()));

        assertThat(unit.properties())
                .containsOnlyKeys(
                        LifeInterface.HUB_HOST_NAME,
                        LifeInterface.DEVICE_ID,
                        LifeInterface.REGISTRATION_ID,
                        LifeInterface.LIFE_MAP,
                        LifeInterface.RETIRED_AT)
                .allSatisfy((name, schema) -> assertThat(schema).isEqualTo(new ValueSchema.Primitive("string")));
        assertThat(unit.components()).isEmpty();
        assertThat(unit.telemetry()).isEmpty();
    }

    @Test
    void canBeExtendedAndHeldAsAComponent() {
        var model = new ModelId("dtmi:com:example:Thermostat;1");
        String definition = """
                {"@context": "dtmi:dtdl:context;3", "@id": "dtmi:com:example:Thermostat;1", "@type": "Interface",
                 "extends": "dtmi:io:twinlifecycle:Life;1",
                 "contents": {"@type": "Component", "name": "life", "schema": "dtmi:io:twinlifecycle:Life;1"}}""";

        ModelDescription unit =
                DtdlReader.describe(model, Map.of(model, definition, LifeInterface.ID, LifeInterface.dtdl()));

        assertThat(unit.isA(LifeInterface.ID)).isTrue();
        assertThat(unit.properties()).containsKey(LifeInterface.LIFE_MAP);
        assertThat(unit.components())
                .extractingByKey("life")
                .extracting(ModelDescription::id)
                .isEqualTo(LifeInterface.ID);
    }

    @Test
    void saysWhatIsMissingAfterACarelessRepackaging() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LifeInterface.read("Nowhere.json"))
                .withMessageContaining("Nowhere.json")
                .withMessageContaining("keep the resources");
    }
}
