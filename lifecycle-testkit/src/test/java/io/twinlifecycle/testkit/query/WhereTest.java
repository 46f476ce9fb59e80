package io.twinlifecycle.testkit.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.ModelId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which twins a query finds. */
class WhereTest {

    private final QueryWorld world = new QueryWorld();

    @Test
    void comparesNumbersWhateverTheirForm() {
        assertThat(world.where("T.targetTemperature = 18")).containsExactly("thermo1");
        assertThat(world.where("T.targetTemperature = 18.0")).containsExactly("thermo1");
        assertThat(world.where("T.targetTemperature = 1.8e1")).containsExactly("thermo1");
        assertThat(world.where("T.targetTemperature > 18")).containsExactly("thermo2");
        assertThat(world.where("T.targetTemperature >= 18")).containsExactly("thermo1", "thermo2");
        assertThat(world.where("T.batteryLevel < 80")).containsExactly("device1");
        assertThat(world.where("T.batteryLevel <= 80")).containsExactly("device1", "thermo1");
        assertThat(world.where("T.batteryLevel > -1")).containsExactly("device1", "thermo1");
        assertThat(world.where("T.batteryLevel != 80")).containsExactly("device1");
        assertThat(world.where("T.batteryLevel <> 80")).containsExactly("device1");
    }

    @Test
    void comparesTextsByCaseAndTruthValues() {
        assertThat(world.where("T.$dtId = 'LAB'")).isEmpty();
        assertThat(world.where("T.$dtId < 'f'")).containsExactly("device1");
        assertThat(world.where("T.isOn = false")).containsExactly("thermo2");
        assertThat(world.where("T.isOn != false")).containsExactly("thermo1");
        assertThat(world.where("T.$metadata.$model = 'dtmi:com:example:Device;1'"))
                .containsExactly("device1");
    }

    @Test
    void keepsTypesApart() {
        assertThat(world.where("T.batteryLevel = '80'")).isEmpty();
        assertThat(world.where("T.batteryLevel > '1'")).isEmpty();
        assertThat(world.where("T.batteryLevel = null")).isEmpty();
    }

    @Test
    void findsNothingByAMisspeltProperty() {
        assertThat(world.where("T.batterylevel = 80")).isEmpty();
        assertThat(world.where("NOT T.batterylevel = 80"))
                .as("what is not there is neither equal nor unequal")
                .isEmpty();
        assertThat(world.where("T.batterylevel != 80")).isEmpty();
        assertThat(world.where("T.batterylevel NIN [80]")).isEmpty();
    }

    @Test
    void resolvesEscapesInTexts() {
        assertThat(world.where("T.serialNumber = 'D\\'Souza \\\\ 1'")).containsExactly("device1");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE x = 'D'Souza'", "Position=45");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE x = 'open", "does not end");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE x = 'open\\", "does not end");
        world.assertNotImitated("SELECT * FROM DIGITALTWINS WHERE x = 'a\\nb'", "backslash");
    }

    @Test
    void bindsNotTighterThanAndTighterThanOr() {
        assertThat(world.where("T.$dtId = 'lab' OR T.$dtId = 'hq' AND T.$dtId = 'room1'"))
                .containsExactly("lab");
        assertThat(world.where("(T.$dtId = 'lab' OR T.$dtId = 'hq') AND T.$dtId = 'hq'"))
                .containsExactly("hq");
        assertThat(world.where("NOT T.batteryLevel = 80 AND T.batteryLevel = 20"))
                .containsExactly("device1");
        assertThat(world.where("NOT (T.batteryLevel = 80 AND T.isOn = true)"))
                .as("that the charge of thermo2 is not known does not matter, for it is off")
                .containsExactly("device1", "thermo2");
        assertThat(world.where("not T.isOn = true or T.isOn = true")).containsExactly("thermo1", "thermo2");
    }

    @Test
    void knowsLists() {
        assertThat(world.where("T.$dtId IN ['lab', 'hq', 'nobody']")).containsExactly("hq", "lab");
        assertThat(world.where("T.batteryLevel nin [80, 81]")).containsExactly("device1");
        assertThat(world.where("T.batteryLevel IN [-1, 20.0, true, null, 'x']")).containsExactly("device1");
    }

    @Test
    void knowsTypes() {
        assertThat(world.where("IS_DEFINED(T.place.room)")).containsExactly("thermo3");
        assertThat(world.where("is_defined(T.labels.red)")).containsExactly("thing2");
        assertThat(world.where("IS_BOOL(T.isOn)")).containsExactly("thermo1", "thermo2");
        assertThat(world.where("IS_NUMBER(T.batteryLevel)")).containsExactly("device1", "thermo1");
        assertThat(world.where("IS_STRING(T.sensor.maker)")).hasSize(3);
        assertThat(world.where("IS_OBJECT(T.sensor) AND NOT IS_DEFINED(T.isOn)"))
                .containsExactly("thermo3");
        assertThat(world.where("IS_PRIMITIVE(T.name)")).containsExactly("thing1", "thing2");
        assertThat(world.where("IS_PRIMITIVE(T.floors)")).isEmpty();
        assertThat(world.where("NOT IS_NULL(T.isOn)")).hasSize(12);
    }

    @Test
    void looksIntoTextsAndArrays() {
        assertThat(world.where("STARTSWITH(T.$dtId, 'thermo')")).hasSize(3);
        assertThat(world.where("endswith(T.$dtId, '3')")).containsExactly("thermo3");
        assertThat(world.where("CONTAINS(T.$dtId, 'oor')")).containsExactly("floor1", "floor2");
        assertThat(world.where("NOT CONTAINS(T.name, 'n')")).containsExactly("thing2");
        assertThat(world.where("ARRAY_CONTAINS (T.floors, 2)")).containsExactly("thing1");
        assertThat(world.where("ARRAY_CONTAINS(T.floors, 3)")).isEmpty();
        world.assertBroken(
                "SELECT * FROM RELATIONSHIPS R WHERE ARRAY_CONTAINS(R.x, 1)",
                "not supported on properties of relationships");
    }

    @Test
    void findsTwinsOfAModelOfItsHeirsAndOfLaterVersions() {
        assertThat(world.where("IS_OF_MODEL('dtmi:com:example:Device;1')"))
                .containsExactly("device1", "thermo1", "thermo2", "thermo3");
        assertThat(world.where("IS_OF_MODEL(T, 'dtmi:com:example:Device;1', exact)"))
                .containsExactly("device1");
        assertThat(world.where("IS_OF_MODEL('dtmi:com:example:Thermostat;1', EXACT)"))
                .containsExactly("thermo1", "thermo2");
        assertThat(world.where("IS_OF_MODEL('dtmi:com:example:Thermostat;2')")).containsExactly("thermo3");
        assertThat(world.where("IS_OF_MODEL('dtmi:com:example:Thing;2')")).containsExactly("thing1", "thing2");
        assertThat(world.where("IS_OF_MODEL('dtmi:com:example:Thing;4')")).isEmpty();
        assertThat(world.where("IS_OF_MODEL('dtmi:com:example:thing;3')")).isEmpty();
        world.assertNotImitated("SELECT * FROM DIGITALTWINS WHERE IS_OF_MODEL('room')", "no DTMI");
        world.assertBroken("SELECT * FROM RELATIONSHIPS WHERE IS_OF_MODEL('dtmi:a;1')", "have no model");
        world.assertBroken(
                "SELECT * FROM DIGITALTWINS WHERE IS_OF_MODEL(x, 'dtmi:a;1')", "needs a collection of twins");
    }

    @Test
    void ordersVersionsAsNumbers() {
        assertThat(DtmiVersion.isSameOrLater(new ModelId("dtmi:a;10"), new ModelId("dtmi:a;9")))
                .isTrue();
        assertThat(DtmiVersion.isSameOrLater(new ModelId("dtmi:a;1.2"), new ModelId("dtmi:a;1.10")))
                .isFalse();
        assertThat(DtmiVersion.isSameOrLater(new ModelId("dtmi:a;1"), new ModelId("dtmi:a")))
                .isTrue();
        assertThat(DtmiVersion.isSameOrLater(new ModelId("dtmi:a"), new ModelId("dtmi:a;1")))
                .isFalse();
        assertThat(DtmiVersion.isSameOrLater(new ModelId("dtmi:ab;1"), new ModelId("dtmi:a;1")))
                .isFalse();
    }

    @Test
    void findsTwinsWhoseModelWasDeleted() {
        world.graph.models().delete(new ModelId("dtmi:com:example:Thing;3"));

        assertThat(world.where("IS_OF_MODEL('dtmi:com:example:Thing;3')")).containsExactly("thing1", "thing2");
    }

    @Test
    void refusesMoreThanTheServiceTakes() {
        assertThat(world.where(repeat(51, "T.$dtId = 'lab'", " OR "))).containsExactly("lab");
        world.assertBroken(
                "SELECT * FROM DIGITALTWINS T WHERE " + repeat(52, "T.a = 1", " AND "), "at most 50 AND and OR");
        assertThat(world.where("T.$dtId IN [" + repeat(50, "'lab'", ",") + "]")).containsExactly("lab");
        world.assertBroken(
                "SELECT * FROM DIGITALTWINS T WHERE T.a IN [" + repeat(51, "1", ",") + "]", "at most 50 values");
        world.assertNotImitated("SELECT * FROM DIGITALTWINS WHERE " + "(".repeat(7_000), "nests deeper");
        world.assertNotImitated("SELECT * FROM DIGITALTWINS WHERE " + "NOT ".repeat(1_500), "nests deeper");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE a = 1e999999999", "too large");
    }

    @Test
    void refusesWhatIsNoCondition() {
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE", "missing a property or collection at the end");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE isOn", "missing a comparison");
        world.assertBroken("SELECT * FROM DIGITALTWINS T WHERE T = 1", "is a collection, not a property");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE a = ", "missing a value");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE a IN ('x')", "missing [");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE a IN []", "missing a value");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE FOO(a)", "there is no function 'FOO'");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE (a = 1", "missing )");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE 2nd = 1", "double square brackets");
        world.assertNotImitated("SELECT * FROM DIGITALTWINS WHERE 1 = a", "the property first");
        world.assertNotImitated("SELECT * FROM DIGITALTWINS WHERE a = b", "two properties");
    }

    private static String repeat(int times, String part, String separator) {
        return IntStream.range(0, times).mapToObj(i -> part).collect(Collectors.joining(separator));
    }
}
