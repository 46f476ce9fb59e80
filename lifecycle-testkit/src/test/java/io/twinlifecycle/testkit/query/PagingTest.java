package io.twinlifecycle.testkit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.IfMatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Results that come in pages, and results that come late. */
class PagingTest {

    private static final String THERMOSTATS = "SELECT T.$dtId FROM DIGITALTWINS T WHERE STARTSWITH(T.$dtId, 'thermo')";

    private final QueryWorld world = new QueryWorld();

    @Test
    void givesEachRowOnce() {
        String query = "SELECT b.$dtId FROM DIGITALTWINS MATCH (a)-[*..3]-(b) WHERE a.$dtId = 'hq'";

        for (int size = 1; size <= 12; size++) {
            assertThat(pages(query, size).stream().flatMap(List::stream).toList())
                    .as("pages of %d", size)
                    .isEqualTo(world.rows(query));
        }
    }

    @Test
    void endsAFullLastPageWithoutAToken() {
        assertThat(TwinQuery.firstPage(world.graph.queryView(), THERMOSTATS, 3).continuationToken())
                .isEmpty();
        assertThat(pages(THERMOSTATS, 2)).extracting(List::size).containsExactly(2, 1);
    }

    @Test
    void countsRowsOfAllPagesForTop() {
        assertThat(pages("SELECT TOP(5) FROM DIGITALTWINS", 2))
                .extracting(List::size)
                .containsExactly(2, 2, 1);
    }

    @Test
    void passesNoRowOverWhenEarlierOnesGoAway() {
        QueryPage first = TwinQuery.firstPage(world.graph.queryView(), "SELECT T.$dtId FROM DIGITALTWINS T", 11);
        world.graph.twins().delete(new TwinId("thing1"), IfMatch.none());

        assertThat(TwinQuery.nextPage(world.graph.queryView(), token(first), 11).items())
                .containsExactly(Map.of("$dtId", "thing2"));
    }

    @Test
    void writesATokenThatIsJsonWithTheQueryAndTheRowsSoFar() {
        assertThat(token(TwinQuery.firstPage(world.graph.queryView(), THERMOSTATS, 2)))
                .contains("\"_q\":\"SELECT T.$dtId FROM", "\"_tr\":2", "\"_pn\":1");
    }

    @Test
    void refusesATokenThatIsNone() {
        for (String token :
                List.of("", "x", "[]", "{}", "{\"_q\":1}", "{\"_rc\":[1],\"_q\":\"\",\"_tr\":0,\"_pn\":0}")) {
            assertThatExceptionOfType(QueryException.class)
                    .as(token)
                    .isThrownBy(() -> TwinQuery.nextPage(world.graph.queryView(), token, 10))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.BAD_TOKEN));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TwinQuery.firstPage(world.graph.queryView(), THERMOSTATS, 0));
    }

    @Test
    void seesAllAtOnceUnlessItLags() {
        world.put("thermo4", "Space;1", Map.of());

        assertThat(world.column(THERMOSTATS)).hasSize(4);
    }

    @Test
    void seesTheGraphOfSomeTimeAgo() {
        world.graph.letQueriesLag(Duration.ofSeconds(10));
        world.put("thermo4", "Space;1", Map.of());
        world.relate("lab", "contains", "thermo4", Map.of());
        world.time.advance(Duration.ofSeconds(6));
        world.graph.relationships().delete(new TwinId("lab"), "lab-room1", IfMatch.none());
        world.graph.relationships().delete(new TwinId("lab"), "lab-thermo4", IfMatch.none());
        world.graph.twins().delete(new TwinId("thermo4"), IfMatch.none());
        assertThat(world.column(THERMOSTATS)).as("not created yet").hasSize(3);
        assertThat(labContains()).containsExactly("room1");

        world.time.advance(Duration.ofSeconds(4));
        assertThat(world.column(THERMOSTATS)).as("created 10 s ago").hasSize(4);
        assertThat(labContains()).containsExactly("room1", "thermo4");

        world.time.advance(Duration.ofSeconds(6));
        assertThat(world.column(THERMOSTATS)).as("deleted 10 s ago").hasSize(3);
        assertThat(labContains()).isEmpty();
    }

    @Test
    void stopsLaggingWhenTold() {
        world.graph.letQueriesLag(Duration.ofSeconds(10));
        world.put("thermo4", "Space;1", Map.of());
        world.graph.letQueriesLag(Duration.ZERO);

        assertThat(world.column(THERMOSTATS)).hasSize(4);
        assertThatIllegalArgumentException().isThrownBy(() -> world.graph.letQueriesLag(Duration.ofSeconds(-1)));
    }

    private List<Object> labContains() {
        return world.column("SELECT R.$targetId FROM RELATIONSHIPS R WHERE R.$sourceId = 'lab'");
    }

    private List<List<Map<String, Object>>> pages(String query, int size) {
        List<List<Map<String, Object>>> pages = new ArrayList<>();
        QueryPage page = TwinQuery.firstPage(world.graph.queryView(), query, size);
        pages.add(page.items());
        for (Optional<String> next = page.continuationToken(); next.isPresent(); next = page.continuationToken()) {
            page = TwinQuery.nextPage(world.graph.queryView(), next.get(), size);
            pages.add(page.items());
        }
        return pages;
    }

    private static String token(QueryPage page) {
        return page.continuationToken().orElseThrow();
    }
}
