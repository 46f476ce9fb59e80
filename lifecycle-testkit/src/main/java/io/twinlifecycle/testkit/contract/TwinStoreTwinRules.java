package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.testkit.SampleModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules S1 to S9: finding and creating twins. */
abstract class TwinStoreTwinRules extends TwinStoreSuite {

    // All that IoT Hub allows in a device id, and what breaks URLs and queries built by hand.
    private static final List<String> ODD_IDS = List.of(
            "-.+%_#*?!(),:=@$'`",
            "100%",
            "a%2Fb",
            "a%2fb",
            "what?api-version=1",
            "a#b",
            "a:b=c@d;1",
            "o'brien' OR '1'='1",
            "...",
            "a..b",
            "a+b",
            "a b",
            "$dtId",
            "\"quoted\"",
            "{braces}");

    @Test
    @DisplayName("S1 a created twin is found at once, with its model and contents")
    void findsWhatWasCreatedAtOnce() {
        // As the library writes a component: Azure Digital Twins wants this member, and no store gives it back.
        Map<String, Object> written = new LinkedHashMap<>(CONTENTS);
        written.put("sensor", Map.of("maker", "Contoso", "$metadata", Map.of()));
        NewTwin twin = new NewTwin(ID, SampleModels.THERMOSTAT, written);
        assertThat(store().create(twin, farDeadline())).isEqualTo(CreateOutcome.CREATED);

        assertThat(store().find(ID, farDeadline())).hasValueSatisfying(found -> {
            assertThat(found.id()).isEqualTo(ID);
            assertThat(found.model()).isEqualTo(SampleModels.THERMOSTAT);
            assertThat(found.contents()).isEqualTo(CONTENTS);
            assertThat(found).isEqualTo(stored(ID));
        });
    }

    @Test
    @DisplayName("S2 an id that no twin has is not found, not even right beside one")
    void doesNotFindWhatIsNotThere() {
        givenThermostat();

        assertThat(store().find(ID, farDeadline())).isPresent();
        assertThat(store().find(NOBODY, farDeadline())).isEmpty();
    }

    @Test
    @DisplayName("S3 creating leaves a twin that exists untouched, whatever its model")
    void leavesAnExistingTwinUntouched() {
        StoredTwin before = givenThermostat();
        NewTwin other = new NewTwin(ID, SampleModels.SPACE, Map.of("areaInSquareMetres", 1.5));

        assertThat(store().create(other, farDeadline())).isEqualTo(CreateOutcome.EXISTS);
        assertThat(store().create(thermostat(ID), farDeadline())).isEqualTo(CreateOutcome.EXISTS);
        assertThat(stored(ID)).isEqualTo(before);
    }

    @Test
    @DisplayName("S4 of many who create one id at once, exactly one does")
    void createsOneIdOnce() {
        List<CreateOutcome> outcomes = Race.run(number ->
                store().create(new NewTwin(ID, SampleModels.DEVICE, Map.of("batteryLevel", number)), farDeadline()));

        assertThat(outcomes).containsOnlyOnce(CreateOutcome.CREATED).doesNotContain(CreateOutcome.ENDPOINT_MISSING);
        assertThat(stored(ID).contents())
                .as("the twin is the winner's")
                .isEqualTo(Map.of("batteryLevel", outcomes.indexOf(CreateOutcome.CREATED)));
    }

    @Test
    @DisplayName("S5 ids are case-sensitive")
    void tellsIdsApartByCase() {
        TwinId upper = new TwinId("DEVICE");
        TwinId lower = new TwinId("device");
        given(new NewTwin(upper, SampleModels.DEVICE, Map.of("serialNumber", "upper")));

        assertThat(store().find(lower, farDeadline())).isEmpty();
        given(new NewTwin(lower, SampleModels.DEVICE, Map.of("serialNumber", "lower")));
        assertThat(stored(upper).contents()).isEqualTo(Map.of("serialNumber", "upper"));
    }

    @Test
    @DisplayName("S6 an id may have any character that a twin id can have, and stands for itself")
    void takesOddIds() {
        for (String odd : ODD_IDS) {
            TwinId id = new TwinId(odd);
            given(new NewTwin(id, SampleModels.DEVICE, Map.of("serialNumber", odd)));
        }
        for (String odd : ODD_IDS) {
            assertThat(store().find(new TwinId(odd), farDeadline()))
                    .as("twin %s", odd)
                    .hasValueSatisfying(found -> assertThat(found.contents()).isEqualTo(Map.of("serialNumber", odd)));
        }
    }

    @Test
    @DisplayName("S7 contents that do not fit the model are refused for good, and nothing is created")
    void refusesContentsThatDoNotFit() {
        Map<String, Object> sensor = Map.of();
        List<Map<String, Object>> misfits = List.of(
                Map.of("sensor", sensor, "colour", "red"),
                Map.of("sensor", sensor, "targetTemperature", "warm"),
                Map.of("sensor", sensor, "temperature", 20.5),
                Map.of("sensor", Map.of("colour", "red")),
                Map.of("targetTemperature", 20.5));
        for (Map<String, Object> misfit : misfits) {
            NewTwin twin = new NewTwin(ID, SampleModels.THERMOSTAT, misfit);
            assertRefused(() -> store().create(twin, farDeadline()));
            assertThat(backDoor().storedTwin(ID)).as("after %s", misfit).isEmpty();
        }
    }

    @Test
    @DisplayName("S8 a model that the store does not have is refused for good, and so is one that differs in case")
    void refusesAnUnknownModel() {
        for (String unknown : List.of("dtmi:com:example:Unknown;1", "dtmi:com:example:device;1")) {
            NewTwin twin = new NewTwin(ID, new ModelId(unknown), Map.of());
            assertRefused(() -> store().create(twin, farDeadline()));
            assertThat(backDoor().storedTwin(ID)).as("after %s", unknown).isEmpty();
        }
    }

    @Test
    @DisplayName("S9 a model is described with all that it inherits and its components; an unknown one is not")
    void describesModels() {
        assertThat(store().describe(SampleModels.THERMOSTAT_2, farDeadline())).hasValueSatisfying(model -> {
            assertThat(model.id()).isEqualTo(SampleModels.THERMOSTAT_2);
            assertThat(model.bases()).containsExactlyInAnyOrder(SampleModels.THERMOSTAT, SampleModels.DEVICE);
            assertThat(model.properties())
                    .containsOnlyKeys("ecoMode", "targetTemperature", "isOn", "place", "serialNumber", "batteryLevel");
            assertThat(model.telemetry()).containsExactly("temperature");
            assertThat(model.components()).containsOnlyKeys("sensor");
            assertThat(model.components().get("sensor"))
                    .satisfies(sensor -> assertThat(sensor.properties()).containsOnlyKeys("offset", "maker"));
        });
        assertThat(store().describe(new ModelId("dtmi:com:example:Unknown;1"), farDeadline()))
                .isEmpty();
    }
}
