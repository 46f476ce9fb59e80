package io.twinlifecycle.testkit.adt;

import static io.twinlifecycle.testkit.adt.RealClients.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.models.DigitalTwinsModelData;
import com.azure.digitaltwins.core.models.ListModelsOptions;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.testkit.SampleModels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelsOverHttpsTest {

    private static final String THERMOSTAT = SampleModels.THERMOSTAT.value();
    private static final List<String> FIVE_MODELS = Stream.of(
                    SampleModels.SPACE,
                    SampleModels.DEVICE,
                    SampleModels.TEMPERATURE_SENSOR,
                    SampleModels.THERMOSTAT,
                    SampleModels.THERMOSTAT_2)
            .map(SampleModels::dtdl)
            .toList();

    private final RealClients clients = new RealClients();
    private final DigitalTwinsClient unit = clients.sync();

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void tellsOfEachModelThatItAdds() {
        List<DigitalTwinsModelData> added = new ArrayList<>();
        unit.createModels(FIVE_MODELS).forEach(added::add);

        assertThat(added)
                .extracting(DigitalTwinsModelData::getModelId)
                .containsExactly(
                        SampleModels.SPACE.value(),
                        SampleModels.DEVICE.value(),
                        SampleModels.TEMPERATURE_SENSOR.value(),
                        SampleModels.THERMOSTAT.value(),
                        SampleModels.THERMOSTAT_2.value());
        assertThat(added.get(0).getDescriptionLanguageMap()).containsEntry("en", "A part of a building.");
        assertThat(added.get(2).getDisplayNameLanguageMap()).containsEntry("en", "Temperature sensor");
        assertThat(added.get(0).getUploadedOn()).isBefore(added.get(1).getUploadedOn());
        assertThat(added).noneMatch(DigitalTwinsModelData::isDecommissioned);
    }

    @Test
    void keepsADefinitionAsItWasUploaded() throws Exception {
        unit.createModels(FIVE_MODELS);

        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(unit.getModel(THERMOSTAT).getDtdlModel()))
                .isEqualTo(mapper.readTree(SampleModels.dtdl(SampleModels.THERMOSTAT)));
    }

    @Test
    void listsModelsPageByPageInTheOrderOfTheirUpload() {
        List<String> expected = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        for (int i = 0; i < 205; i++) {
            String id = "dtmi:com:example:M" + (1000 - i) + ";1";
            expected.add(id);
            definitions.add("{\"@context\":\"dtmi:dtdl:context;2\",\"@id\":\"" + id + "\",\"@type\":\"Interface\"}");
        }
        unit.createModels(definitions);

        assertThat(unit.listModels())
                .extracting(DigitalTwinsModelData::getModelId)
                .containsExactlyElementsOf(expected);
        assertThat(clients.adt().calls().count("GET", path -> path.equalsIgnoreCase("/models")))
                .as("pages of 100")
                .isEqualTo(3);
    }

    @Test
    void listsAModelWithAllThatItNeeds() {
        unit.createModels(FIVE_MODELS);
        ListModelsOptions options =
                new ListModelsOptions().setDependenciesFor(List.of(THERMOSTAT)).setIncludeModelDefinition(true);

        assertThat(unit.listModels(options, Context.NONE))
                .allSatisfy(model -> assertThat(model.getDtdlModel()).contains(model.getModelId()))
                .extracting(DigitalTwinsModelData::getModelId)
                .containsExactly(SampleModels.DEVICE.value(), SampleModels.TEMPERATURE_SENSOR.value(), THERMOSTAT);
    }

    @Test
    void takesSeveralRootsAtOnce() {
        unit.createModels(FIVE_MODELS);
        ListModelsOptions options = new ListModelsOptions()
                .setDependenciesFor(List.of(SampleModels.SPACE.value(), SampleModels.DEVICE.value()));

        assertThat(unit.listModels(options, Context.NONE))
                .extracting(DigitalTwinsModelData::getModelId)
                .containsExactly(SampleModels.SPACE.value(), SampleModels.DEVICE.value());
    }

    @Test
    void refusesNewTwinsOfADecommissionedModel() {
        unit.createModels(FIVE_MODELS);
        unit.decommissionModel(THERMOSTAT);
        unit.decommissionModel(THERMOSTAT);

        assertThat(unit.getModel(THERMOSTAT).isDecommissioned()).isTrue();
        assertRefused(400, "ModelDecommissioned", () -> TwinsOverHttpsTest.create(unit, "t1"));
    }

    @Test
    void deletesAModelOnlyAfterThoseThatNeedIt() {
        unit.createModels(FIVE_MODELS);

        assertRefused(
                409, "ModelReferencesNotDeleted", () -> unit.deleteModel(SampleModels.TEMPERATURE_SENSOR.value()));
        assertRefused(409, "ModelReferencesNotDeleted", () -> unit.deleteModel(SampleModels.DEVICE.value()));
        unit.deleteModel(SampleModels.THERMOSTAT_2.value());
        unit.deleteModel(THERMOSTAT);
        unit.deleteModel(SampleModels.TEMPERATURE_SENSOR.value());
        assertRefused(404, "ModelNotFound", () -> unit.getModel(THERMOSTAT));
        assertRefused(404, "ModelNotFound", () -> unit.deleteModel(THERMOSTAT));
    }

    @Test
    void addsAllModelsOrNone() {
        String broken =
                "{\"@context\":\"dtmi:dtdl:context;2\",\"@id\":\"dtmi:com:example:Broken;1\",\"@type\":\"Interface\","
                        + "\"extends\":\"dtmi:com:example:Missing;1\"}";

        assertRefused(
                400,
                "DTDLParserError",
                () -> unit.createModels(List.of(SampleModels.dtdl(SampleModels.SPACE), broken)));
        assertRefused(400, "DTDLParserError", () -> unit.createModels(List.of("{\"@type\":\"Interface\"}")));
        assertRefused(400, "InvalidArgument", () -> unit.createModels(List.of()));
        assertThat(clients.adt().graph().models().all()).isEmpty();
    }

    @Test
    void refusesAModelIdThatIsThere() {
        unit.createModels(FIVE_MODELS);

        assertRefused(
                409, "ModelIdAlreadyExists", () -> unit.createModels(List.of(SampleModels.dtdl(SampleModels.SPACE))));
    }

    @Test
    void answersTheAsynchronousClientToo() {
        clients.async().createModels(FIVE_MODELS).block();

        assertThat(clients.async().listModels().collectList().block()).hasSameSizeAs(FIVE_MODELS);
        assertThat(clients.async().getModel(THERMOSTAT).block())
                .satisfies(model -> assertThat(new ModelId(model.getModelId())).isEqualTo(SampleModels.THERMOSTAT));
    }
}
