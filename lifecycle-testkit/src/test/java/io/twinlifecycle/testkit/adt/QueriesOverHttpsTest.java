package io.twinlifecycle.testkit.adt;

import static io.twinlifecycle.testkit.adt.RealClients.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Context;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.BasicDigitalTwinMetadata;
import com.azure.digitaltwins.core.BasicRelationship;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.models.QueryChargeHelper;
import com.azure.digitaltwins.core.models.QueryOptions;
import io.twinlifecycle.testkit.SampleModels;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueriesOverHttpsTest {

    private static final String ALL = "SELECT * FROM DIGITALTWINS";

    private final RealClients clients = new RealClients().withSampleModels();
    private final DigitalTwinsClient unit = clients.sync();

    @BeforeEach
    void createTwins() {
        for (int i = 10; i < 35; i++) {
            unit.createOrReplaceDigitalTwin(
                    "s" + i,
                    new BasicDigitalTwin("s" + i)
                            .setMetadata(new BasicDigitalTwinMetadata().setModelId(SampleModels.SPACE.value()))
                            .addToContents("areaInSquareMetres", i),
                    BasicDigitalTwin.class);
        }
        unit.createOrReplaceRelationship(
                "s10", "r1", new BasicRelationship("r1", "s10", "s11", "contains"), BasicRelationship.class);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void answersWithTwins() {
        assertThat(unit.query(ALL + " WHERE areaInSquareMetres >= 33", BasicDigitalTwin.class))
                .extracting(BasicDigitalTwin::getId)
                .containsExactly("s33", "s34");
        assertThat(unit.query(
                        "SELECT R FROM DIGITALTWINS T JOIN C RELATED T.contains R WHERE T.$dtId = 's10'", String.class))
                .singleElement()
                .asString()
                .startsWith("{\"R\":{\"$relationshipId\":\"r1\"");
        assertThat(unit.query("SELECT COUNT() FROM DIGITALTWINS", String.class)).containsExactly("{\"COUNT\":25}");
    }

    @Test
    void givesPagesOfTheSizeThatTheClientWants() {
        QueryOptions pagesOfTen = new QueryOptions().setMaxItemsPerPage(10);

        List<PagedResponse<BasicDigitalTwin>> pages = unit.query(ALL, BasicDigitalTwin.class, pagesOfTen, Context.NONE)
                .streamByPage()
                .toList();
        assertThat(pages).extracting(page -> page.getValue().size()).containsExactly(10, 10, 5);
        assertThat(pages)
                .allSatisfy(page ->
                        assertThat(QueryChargeHelper.getQueryCharge(page)).isBetween(3f, 4f));
        assertThat(pages.stream().flatMap(page -> page.getValue().stream()))
                .extracting(BasicDigitalTwin::getId)
                .containsExactlyElementsOf(
                        IntStream.range(10, 35).mapToObj(i -> "s" + i).toList());
    }

    @Test
    void answersTheAsynchronousClientToo() {
        assertThat(clients.async().query(ALL, String.class).collectList().block())
                .hasSize(25);
    }

    @Test
    void refusesABrokenQuery() {
        assertRefused(
                400,
                "SqlQueryError",
                () -> unit.query("foo", String.class).stream().count());
        assertRefused(
                501,
                "NotImitated",
                () -> unit.query("SELECT TOP(1) * FROM DIGITALTWINS", String.class).stream()
                        .count());
    }
}
