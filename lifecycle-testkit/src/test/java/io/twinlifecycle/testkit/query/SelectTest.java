package io.twinlifecycle.testkit.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.TwinId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a query returns. */
class SelectTest {

    private final QueryWorld world = new QueryWorld();

    @Test
    void returnsTwinsAsTheServiceWritesThem() {
        Map<String, Object> thermo1 =
                world.graph.twins().get(new TwinId("thermo1")).document();

        assertThat(world.rows("SELECT * FROM DIGITALTWINS WHERE $dtId = 'thermo1'"))
                .containsExactly(thermo1);
        assertThat(world.rows("select * from digitaltwins T where T.$dtId = 'thermo1'"))
                .as("a name in FROM does not nest the result of SELECT *")
                .containsExactly(thermo1);
        assertThat(world.rows("SELECT * FROM DIGITALTWINS")).hasSize(12);
    }

    @Test
    void nestsTwinsUnderTheNameOfTheirCollection() {
        Map<String, Object> lab = world.graph.twins().get(new TwinId("lab")).document();

        assertThat(world.rows("SELECT D FROM DIGITALTWINS D WHERE D.$dtId = 'lab'"))
                .containsExactly(Map.of("D", lab));
        assertThat(world.rows("SELECT D AS place FROM DIGITALTWINS D WHERE D.$dtId = 'lab'"))
                .containsExactly(Map.of("place", lab));
    }

    @Test
    void returnsPropertiesUnderTheirLastNameOrUnderTheGivenOne() {
        assertThat(world.rows(
                        "SELECT $dtId, sensor.maker, place.floor AS storey FROM DIGITALTWINS WHERE ecoMode = true"))
                .containsExactly(Map.of("$dtId", "thermo3", "maker", "Contoso", "storey", 2));
        assertThat(world.rows("SELECT T.place FROM DIGITALTWINS T WHERE T.ecoMode = true"))
                .containsExactly(Map.of("place", Map.of("room", "Lab", "floor", 2)));
    }

    @Test
    void leavesAPropertyOutOfTheRowsThatDoNotHaveIt() {
        assertThat(world.rows("SELECT T.$dtId, T.batteryLevel FROM DIGITALTWINS T WHERE IS_DEFINED(T.isOn)"))
                .containsExactly(Map.of("$dtId", "thermo1", "batteryLevel", 80), Map.of("$dtId", "thermo2"));
        assertThat(world.rows("SELECT T.BatteryLevel FROM DIGITALTWINS T WHERE T.$dtId = 'thermo1'"))
                .as("names are case-sensitive")
                .containsExactly(Map.of());
    }

    @Test
    void returnsTheFirstOnesOnly() {
        assertThat(world.rows("SELECT TOP(5) FROM DIGITALTWINS")).hasSize(5);
        assertThat(world.column("SELECT TOP (2) T.$dtId FROM DIGITALTWINS T WHERE IS_NUMBER(T.batteryLevel)"))
                .containsExactly("device1", "thermo1");
        assertThat(world.rows("SELECT TOP(0) FROM DIGITALTWINS")).isEmpty();
    }

    @Test
    void counts() {
        assertThat(world.rows("SELECT COUNT() FROM DIGITALTWINS")).containsExactly(Map.of("COUNT", 12));
        assertThat(world.rows("SELECT COUNT() FROM RELATIONSHIPS")).containsExactly(Map.of("COUNT", 9));
        assertThat(world.rows("SELECT COUNT() FROM DIGITALTWINS WHERE $dtId = 'nobody'"))
                .containsExactly(Map.of("COUNT", 0));
    }

    @Test
    void returnsRelationshipsAsTheServiceWritesThem() {
        assertThat(world.rows("SELECT * FROM RELATIONSHIPS WHERE $sourceId IN ['hq'] AND priority > 1"))
                .containsExactly(world.graph
                        .relationships()
                        .get(new TwinId("hq"), "hq-floor2")
                        .document());
        assertThat(world.column("SELECT R.$targetId FROM RELATIONSHIPS R WHERE R.$relationshipName = 'isIn'"))
                .containsExactly("room1", "room1", "room1", "room2");
    }

    @Test
    void takesKeywordsAsNamesInDoubleSquareBracketsOnly() {
        assertThat(world.column("SELECT $dtId FROM DIGITALTWINS WHERE [[Group]] = 'a'"))
                .containsExactly("thing1");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE Group = 'a'", "write [[Group]]");
        assertThat(world.where("T.labels.[[2nd]] = 'x'")).containsExactly("thing1");
    }

    @Test
    void refusesWhatTheDocumentationForbids() {
        world.assertBroken("foo", "Line=1, Position=0, Message=missing SELECT at 'foo'");
        world.assertBroken("", "missing SELECT at the end");
        world.assertBroken("SELECT *\n FROM (SELECT * FROM DIGITALTWINS)", "Line=2, Position=6");
        world.assertBroken("SELECT * FROM TWINS", "missing DIGITALTWINS at 'TWINS'");
        world.assertBroken("SELECT * FROM DIGITALTWINS T U", "extraneous input 'U'");
        world.assertBroken("SELECT FROM DIGITALTWINS", "'FROM' is a reserved keyword");
        world.assertBroken("SELECT TOP(x) FROM DIGITALTWINS", "missing the number after TOP");
        world.assertBroken("SELECT TOP(1.5) FROM DIGITALTWINS", "must be a whole number");
        world.assertBroken("SELECT COUNT(*) FROM DIGITALTWINS", "missing )");
        world.assertBroken("SELECT T.floors[0] FROM DIGITALTWINS T", "an array cannot be indexed");
        world.assertBroken("SELECT * FROM DIGITALTWINS; DROP", "no viable alternative at ';'");
        world.assertBroken("SELECT [[]] FROM DIGITALTWINS", "empty");
        world.assertBroken("SELECT * FROM DIGITALTWINS WHERE " + "x".repeat(8_000), "at most 8000 characters");
    }

    @Test
    void doesNotGuessWhatTheDocumentationDoesNotSay() {
        world.assertNotImitated("SELECT TOP(5) * FROM DIGITALTWINS", "without the asterisk");
        world.assertNotImitated("SELECT TOP(5) COUNT() FROM DIGITALTWINS", "TOP and COUNT");
        world.assertNotImitated("SELECT name, name FROM DIGITALTWINS", "with AS");
    }

    @Test
    void shortensWhatItQuotes() {
        assertThat(world.refusal("SELECT * FROM DIGITALTWINS " + "x".repeat(100) + " " + "y".repeat(500)))
                .message()
                .hasSizeLessThan(250);
        assertThat(List.of(QueryException.Kind.values()))
                .extracting(QueryException.Kind::status)
                .containsOnly(400, 501);
    }
}
