package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore.DeleteOutcome;
import io.twinlifecycle.store.TwinStore.WriteOutcome;
import io.twinlifecycle.testkit.SampleModels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules S10 to S20: changing and deleting twins. */
abstract class TwinStoreChangeRules extends TwinStoreTwinRules {

    private static final TwinPatch WARMER = TwinPatch.empty().set(List.of("targetTemperature"), 25.5);

    @Test
    @DisplayName("S10 a patch sets and removes properties, of components and of objects too, and leaves the rest")
    void patchesWhatItNames() {
        givenThermostat();
        TwinPatch patch = TwinPatch.empty()
                .set(List.of("targetTemperature"), 25.5)
                .set(List.of("isOn"), true)
                .set(List.of("place"), Map.of("room", "kitchen"))
                .set(List.of("place", "floor"), 2)
                .set(List.of("sensor", "offset"), 0.25)
                .remove(List.of("sensor", "maker"));

        assertThat(store().patch(ID, etagOf(ID), patch, farDeadline())).isEqualTo(WriteOutcome.DONE);
        assertThat(stored(ID).contents())
                .isEqualTo(Map.of(
                        "serialNumber",
                        "S-1",
                        "targetTemperature",
                        25.5,
                        "isOn",
                        true,
                        "place",
                        Map.of("room", "kitchen", "floor", 2),
                        "sensor",
                        Map.of("offset", 0.25)));
    }

    @Test
    @DisplayName("S11 a patch can change the model, and in the same step what the new model needs")
    void changesTheModel() {
        givenThermostat();
        TwinPatch patch = TwinPatch.empty().withModel(SampleModels.THERMOSTAT_2).set(List.of("ecoMode"), true);

        assertThat(store().patch(ID, etagOf(ID), patch, farDeadline())).isEqualTo(WriteOutcome.DONE);
        assertThat(stored(ID).model()).isEqualTo(SampleModels.THERMOSTAT_2);
        assertThat(stored(ID).contents()).containsEntry("ecoMode", true).containsEntry("serialNumber", "S-1");
    }

    @Test
    @DisplayName("S12 each change gives the twin another ETag, and reading does not")
    void givesAnotherETagAtEachChange() {
        givenThermostat();
        ETag created = etagOf(ID);
        assertThat(etagOf(ID)).isEqualTo(created);

        store().patch(ID, created, WARMER, farDeadline());
        ETag patched = etagOf(ID);
        assertThat(patched).isNotEqualTo(created);
        store().delete(ID, patched, farDeadline());
        assertThat(givenThermostat().etag()).as("of a twin of the same id").isNotIn(created, patched);
    }

    @Test
    @DisplayName("S13 a patch of a version that is no more changes nothing")
    void doesNotPatchAnotherVersion() {
        StoredTwin old = givenThermostat();
        store().patch(ID, old.etag(), WARMER, farDeadline());
        StoredTwin current = stored(ID);

        TwinPatch late = TwinPatch.empty().set(List.of("serialNumber"), "late");
        assertThat(store().patch(ID, old.etag(), late, farDeadline())).isEqualTo(WriteOutcome.CHANGED);
        assertThat(stored(ID)).isEqualTo(current);
    }

    @Test
    @DisplayName("S14 a patch of a twin that is not there says so and creates none")
    void doesNotPatchWhatIsNotThere() {
        assertThat(store().patch(NOBODY, givenThermostat().etag(), WARMER, farDeadline()))
                .isEqualTo(WriteOutcome.GONE);
        assertThat(backDoor().storedTwin(NOBODY)).isEmpty();
    }

    @Test
    @DisplayName("S15 a patch that does not fit the model, or removes what is not there, is refused as a whole")
    void refusesAPatchAsAWhole() {
        StoredTwin before = givenThermostat();
        List<TwinPatch> misfits = List.of(
                WARMER.set(List.of("colour"), "red"),
                WARMER.set(List.of("temperature"), 20.5),
                WARMER.set(List.of("isOn"), "yes"),
                WARMER.set(List.of("sensor", "colour"), "red"),
                WARMER.set(List.of("heater", "power"), 1),
                WARMER.remove(List.of("isOn")),
                WARMER.remove(List.of("sensor")),
                WARMER.withModel(SampleModels.SPACE),
                WARMER.withModel(new ModelId("dtmi:com:example:Unknown;1")));
        for (TwinPatch misfit : misfits) {
            assertRefused(() -> store().patch(ID, before.etag(), misfit, farDeadline()));
            assertThat(stored(ID)).as("after %s", misfit).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("S16 of many who patch one version at once, exactly one does")
    void patchesOneVersionOnce() {
        ETag etag = givenThermostat().etag();
        List<WriteOutcome> outcomes = Race.run(number ->
                store().patch(ID, etag, TwinPatch.empty().set(List.of("batteryLevel"), number), farDeadline()));

        assertThat(outcomes).containsOnlyOnce(WriteOutcome.DONE).doesNotContain(WriteOutcome.GONE);
        assertThat(stored(ID).contents())
                .as("the change is the winner's")
                .containsEntry("batteryLevel", outcomes.indexOf(WriteOutcome.DONE));
    }

    @Test
    @DisplayName("S17 a twin without relationships is deleted, and its id is free again")
    void deletes() {
        givenThermostat();

        assertThat(store().delete(ID, etagOf(ID), farDeadline())).isEqualTo(DeleteOutcome.DONE);
        assertThat(backDoor().storedTwin(ID)).isEmpty();
        assertThat(store().find(ID, farDeadline())).isEmpty();
        givenThermostat();
    }

    @Test
    @DisplayName("S18 a deletion of a version that is no more deletes nothing")
    void doesNotDeleteAnotherVersion() {
        StoredTwin old = givenThermostat();
        store().patch(ID, old.etag(), WARMER, farDeadline());
        StoredTwin current = stored(ID);

        assertThat(store().delete(ID, old.etag(), farDeadline())).isEqualTo(DeleteOutcome.CHANGED);
        assertThat(stored(ID)).isEqualTo(current);
    }

    @Test
    @DisplayName("S19 a deletion of a twin that is not there says so")
    void doesNotDeleteWhatIsNotThere() {
        ETag etag = givenThermostat().etag();

        assertThat(store().delete(NOBODY, etag, farDeadline())).isEqualTo(DeleteOutcome.GONE);
        assertThat(store().delete(ID, etag, farDeadline())).isEqualTo(DeleteOutcome.DONE);
        assertThat(store().delete(ID, etag, farDeadline())).isEqualTo(DeleteOutcome.GONE);
    }

    @Test
    @DisplayName("S20 a twin at either end of a relationship is not deleted")
    void doesNotDeleteATwinWithRelationships() {
        StoredTwin room = givenRoom();
        StoredTwin thermostat = givenThermostat();
        given(ROOM, "r1", ID);

        assertThat(store().delete(ROOM, room.etag(), farDeadline()))
                .as("where it starts")
                .isEqualTo(DeleteOutcome.HAS_RELATIONSHIPS);
        assertThat(store().delete(ID, thermostat.etag(), farDeadline()))
                .as("where it ends")
                .isEqualTo(DeleteOutcome.HAS_RELATIONSHIPS);
        assertThat(stored(ROOM)).isEqualTo(room);
        assertThat(stored(ID)).isEqualTo(thermostat);
    }
}
