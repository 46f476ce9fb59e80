package io.twinlifecycle.testkit.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.TwinId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries along relationships. */
class JoinAndMatchTest {

    private final QueryWorld world = new QueryWorld();

    @Test
    void followsARelationshipFromItsSourceAndFromItsTarget() {
        assertThat(world.column("SELECT F.$dtId FROM DIGITALTWINS B JOIN F RELATED B.contains WHERE B.$dtId = 'hq'"))
                .containsExactly("floor1", "floor2");
        assertThat(world.column("SELECT P.$dtId FROM DIGITALTWINS P JOIN R RELATED P.contains WHERE R.$dtId = 'room1'"))
                .containsExactly("floor1", "lab");
        assertThat(world.column("SELECT F.$dtId FROM DIGITALTWINS B JOIN F RELATED B.Contains WHERE B.$dtId = 'hq'"))
                .as("names of relationships are case-sensitive")
                .isEmpty();
    }

    @Test
    void followsSeveralRelationships() {
        assertThat(world.rows("SELECT B.$dtId AS b, R.$dtId AS r FROM DIGITALTWINS B JOIN F RELATED B.contains"
                        + " JOIN R RELATED F.contains WHERE B.$dtId IN ['hq', 'lab'] AND R.areaInSquareMetres > 20"))
                .containsExactly(Map.of("b", "hq", "r", "room1"), Map.of("b", "hq", "r", "room2"));
        assertThat(world.rows("SELECT COUNT() FROM DIGITALTWINS B JOIN F RELATED B.contains"
                        + " JOIN R RELATED F.contains WHERE B.$dtId = 'hq'"))
                .containsExactly(Map.of("COUNT", 2));
    }

    @Test
    void filtersAndReturnsRelationships() {
        assertThat(world.rows("SELECT F.$dtId, C FROM DIGITALTWINS B JOIN F RELATED B.contains C"
                        + " WHERE B.$dtId = 'hq' AND C.priority = 2"))
                .containsExactly(Map.of(
                        "$dtId",
                        "floor2",
                        "C",
                        world.graph
                                .relationships()
                                .get(new TwinId("hq"), "hq-floor2")
                                .document()));
    }

    @Test
    void demandsATwinForAJoin() {
        String join = "SELECT F FROM DIGITALTWINS B JOIN F RELATED B.contains C";
        world.assertBroken(join, "must name a twin in WHERE");
        world.assertBroken(join + " WHERE NOT B.$dtId = 'hq'", "must name a twin in WHERE");
        world.assertBroken(join + " WHERE STARTSWITH(B.$dtId, 'hq')", "must name a twin in WHERE");
        world.assertBroken(join + " WHERE B.$dtId = 'hq' OR B.x = 1", "must name a twin in WHERE");
        world.assertBroken(join + " WHERE C.$dtId = 'hq'", "must name a twin in WHERE");
        assertThat(world.rows(join + " WHERE (B.$dtId = 'hq' OR F.$dtId IN ['room1']) AND C.priority = 1"))
                .hasSize(1);
    }

    @Test
    void refusesJoinsThatAreNone() {
        String start = "SELECT A FROM DIGITALTWINS A ";
        world.assertBroken(
                "SELECT * FROM DIGITALTWINS A JOIN B RELATED A.x WHERE A.$dtId = 'a'", "cannot be used with JOIN");
        world.assertBroken("SELECT B FROM DIGITALTWINS JOIN B RELATED A.x WHERE A.$dtId = 'a'", "needs a name");
        world.assertBroken(
                start + "JOIN B RELATED C.x WHERE A.$dtId = 'a'", "no collection of twins that comes before");
        world.assertBroken(start + "JOIN B RELATED A WHERE A.$dtId = 'a'", "missing .");
        world.assertBroken(
                start + "JOIN B RELATED B.x WHERE A.$dtId = 'a'", "no collection of twins that comes before");
        world.assertNotImitated(start + "JOIN A RELATED A.x WHERE A.$dtId = 'a'", "two collections");
        world.assertNotImitated(start + "JOIN B RELATED A.x WHERE A.$dtId = 'a' AND x = 1", "is no collection of it");
        world.assertBroken("SELECT R FROM RELATIONSHIPS R JOIN B RELATED R.x", "cannot be combined with JOIN");
        world.assertBroken(
                start + "JOIN B RELATED A.x WHERE A.$dtId = 'a' AND IS_OF_MODEL('dtmi:a;1')", "say which collection");
        StringBuilder six = new StringBuilder(start);
        for (int i = 1; i <= 6; i++) {
            six.append("JOIN B").append(i).append(" RELATED A.x ");
        }
        world.assertBroken(six + "WHERE A.$dtId = 'a'", "at most 5 JOIN");
    }

    @Test
    void matchesInTheGivenDirection() {
        assertThat(match("(a)-[]->(b)", "a.$dtId = 'floor1'")).containsExactly("room1");
        assertThat(match("(a)<-[]-(b)", "a.$dtId = 'floor1'")).containsExactly("hq");
        assertThat(match("(a)-[]-(b)", "a.$dtId = 'floor1'")).containsExactlyInAnyOrder("hq", "room1");
        assertThat(match("(b)-[]->(a)", "a.$dtId = 'floor1'")).containsExactly("hq");
        assertThat(match("(a)-[]->()<-[]-(b)", "a.$dtId = 'floor1'"))
                .containsExactly("device1", "lab", "thermo1", "thermo2");
        assertThat(match("(b)", "b.$dtId = 'lab'")).containsExactly("lab");
    }

    @Test
    void matchesTheGivenNames() {
        assertThat(match("(a)<-[:isIn]-(b)", "a.$dtId = 'room1'")).containsExactly("device1", "thermo1", "thermo2");
        assertThat(match("(a)<-[:isIn|contains]-(b)", "a.$dtId = 'room1'")).hasSize(5);
        assertThat(match("(a)<-[:isin]-(b)", "a.$dtId = 'room1'")).isEmpty();
        assertThat(match("(a)<-[r:contains]-(b)", "a.$dtId = 'room1' AND r.since = '2020'"))
                .containsExactly("lab");
        assertThat(match("(a)<-[r]-(b)", "a.$dtId = 'room1' AND IS_DEFINED(r.since)"))
                .containsExactly("lab");
    }

    @Test
    void matchesHopsWhoseLowerLimitIsNotInTheRange() {
        assertThat(match("(a)-[*2]->(b)", "a.$dtId = 'hq'")).containsExactly("room1", "room2");
        assertThat(match("(a)-[*..2]->(b)", "a.$dtId = 'hq'"))
                .containsExactlyInAnyOrder("floor1", "floor2", "room1", "room2");
        assertThat(match("(a)-[*1..3]->(b)", "a.$dtId = 'hq'")).containsExactlyInAnyOrder("room1", "room2");
        assertThat(match("(a)-[:contains*..2]->(m)<-[:isIn]-(b)", "a.$dtId = 'hq'"))
                .containsExactlyInAnyOrder("device1", "thermo1", "thermo2", "thermo3");
        assertThat(match("(a)-[*3]-(b)", "a.$dtId = 'hq'"))
                .as("no relationship is taken twice")
                .containsExactlyInAnyOrder("device1", "lab", "thermo1", "thermo2", "thermo3");
    }

    @Test
    void goesRoundInCirclesOnlyOnce() {
        world.relate("room1", "contains", "hq", Map.of());

        assertThat(match("(a)-[:contains*..10]->(b)", "a.$dtId = 'hq'"))
                .containsExactlyInAnyOrder("floor1", "room1", "hq", "floor2", "room2", "floor2", "room2");
    }

    @Test
    void refusesPatternsThatAreNone() {
        String start = "SELECT b FROM DIGITALTWINS MATCH ";
        world.assertBroken(start + "(a)-[]->(b)", "must name a twin in WHERE");
        world.assertBroken(start + "(a)-[r:x*2]->(b) WHERE a.$dtId = 'a'", "more than one hop");
        world.assertBroken(start + "(a)<-[]->(b) WHERE a.$dtId = 'a'", "both directions");
        world.assertBroken(start + "(a)-[*1..]->(b) WHERE a.$dtId = 'a'", "missing the most hops");
        world.assertBroken(start + "(a)-[*3..3]->(b) WHERE a.$dtId = 'a'", "the range of hops is empty");
        world.assertBroken(start + "(a)-[*0]->(b) WHERE a.$dtId = 'a'", "the range of hops is empty");
        world.assertBroken(start + "(a)-[*11]->(b) WHERE a.$dtId = 'a'", "at most 10 hops");
        world.assertBroken(start + "(a)-[*6]->(c)-[*5]->(b) WHERE a.$dtId = 'a'", "at most 10 hops");
        world.assertBroken(start + "(a)-[]->(b), (c) WHERE a.$dtId = 'a'", "at most one MATCH");
        world.assertBroken(start + "a-[]->b WHERE a.$dtId = 'a'", "missing (");
        world.assertNotImitated(start + "(a)-[x|y*..3]->(b) WHERE a.$dtId = 'a'", "after a colon");
        world.assertNotImitated(start + "(b)-[]->(b) WHERE b.$dtId = 'a'", "two collections");
        world.assertNotImitated(
                "SELECT * FROM DIGITALTWINS MATCH (a)-[]->(b) WHERE a.$dtId = 'a'", "name the collections");
        world.assertNotImitated("SELECT a FROM DIGITALTWINS T MATCH (a) WHERE a.$dtId = 'a'", "before MATCH");
    }

    @Test
    void stopsAQueryThatWouldNotEnd() {
        for (int i = 0; i < 40; i++) {
            world.put("n" + i, "Space;1", Map.of());
        }
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 40; j++) {
                if (i != j) {
                    world.relate("n" + i, "contains", "n" + j, Map.of());
                }
            }
        }

        assertThat(world.refusal("SELECT b FROM DIGITALTWINS MATCH (a)-[*9]-(b) WHERE a.$dtId = 'n1' AND b.x = 1"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TIMEOUT));
    }

    private List<Object> match(String pattern, String condition) {
        return world.column("SELECT b.$dtId FROM DIGITALTWINS MATCH " + pattern + " WHERE " + condition);
    }
}
