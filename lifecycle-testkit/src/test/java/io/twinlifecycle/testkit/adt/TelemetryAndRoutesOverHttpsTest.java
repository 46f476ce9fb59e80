package io.twinlifecycle.testkit.adt;

import static io.twinlifecycle.testkit.adt.RealClients.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.Context;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.models.DigitalTwinsEventRoute;
import com.azure.digitaltwins.core.models.ListDigitalTwinsEventRoutesOptions;
import com.azure.digitaltwins.core.models.PublishTelemetryOptions;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.EventRoute;
import io.twinlifecycle.testkit.graph.Telemetry;
import io.twinlifecycle.testkit.graph.TelemetryMessage;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryAndRoutesOverHttpsTest {

    private static final String ENDPOINT = "anEndpoint";
    private static final String FILTER = "type = 'Microsoft.DigitalTwins.Twin.Delete'";

    private final RealClients clients = new RealClients().withSampleModels();
    private final DigitalTwinsClient unit = clients.sync();

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void keepsTelemetryOfTwinsAndComponentsForTheTest() {
        TwinsOverHttpsTest.create(unit, "t1");
        unit.publishTelemetryWithResponse(
                "t1",
                "m1",
                Map.of("noSuchTelemetry", "x"),
                new PublishTelemetryOptions().setTimestamp(OffsetDateTime.parse("2030-01-01T00:00:00Z")),
                Context.NONE);
        unit.publishComponentTelemetry("t1", "sensor", "m2", "{\"raw\":5}");

        List<TelemetryMessage> kept = clients.adt().graph().telemetry().list();
        assertThat(kept).extracting(TelemetryMessage::twin).containsOnly(new TwinId("t1"));
        assertThat(kept).extracting(TelemetryMessage::messageId).containsExactly("m1", "m2");
        assertThat(kept)
                .extracting(TelemetryMessage::component)
                .containsExactly(Optional.empty(), Optional.of("sensor"));
        assertThat(kept.get(0).payload()).isEqualTo(Map.of("noSuchTelemetry", "x"));
        assertThat(kept.get(0).sourceTime())
                .hasValueSatisfying(time -> assertThat(time).startsWith("2030-01-01T00:00"));
        assertThat(kept.get(0)).hasToString("TelemetryMessage[t1, m1]");
        clients.adt().graph().telemetry().clear();
        assertThat(clients.adt().graph().telemetry().list()).isEmpty();
    }

    @Test
    void refusesTelemetryOfWhatIsNotThere() {
        TwinsOverHttpsTest.create(unit, "t1");

        assertRefused(404, "DigitalTwinNotFound", () -> unit.publishTelemetry("t2", "m", Map.of()));
        assertRefused(404, "DigitalTwinNotFound", () -> unit.publishComponentTelemetry("t2", "sensor", "m", Map.of()));
        assertRefused(404, "ComponentNotFound", () -> unit.publishComponentTelemetry("t1", "other", "m", Map.of()));
        assertThat(clients.adt().graph().telemetry().list()).isEmpty();
    }

    @Test
    void forgetsTheOldestTelemetry() {
        TwinsOverHttpsTest.create(unit, "t1");
        Telemetry telemetry = clients.adt().graph().telemetry();
        for (int i = 0; i <= Telemetry.KEPT; i++) {
            telemetry.publish(new TwinId("t1"), Optional.empty(), "m" + i, Optional.empty(), null);
        }

        assertThat(telemetry.list()).hasSize(Telemetry.KEPT);
        assertThat(telemetry.list().get(0).messageId()).isEqualTo("m1");
    }

    @Test
    void keepsEventRoutes() {
        clients.adt().graph().eventRoutes().addEndpoint(ENDPOINT);
        unit.createOrReplaceEventRoute("r1", new DigitalTwinsEventRoute(ENDPOINT).setFilter("true"));
        unit.createOrReplaceEventRoute("r1", new DigitalTwinsEventRoute(ENDPOINT).setFilter(FILTER));

        assertThat(unit.getEventRoute("r1").getFilter()).isEqualTo(FILTER);
        assertThat(unit.listEventRoutes()).singleElement().satisfies(route -> {
            assertThat(route.getEventRouteId()).isEqualTo("r1");
            assertThat(route.getEndpointName()).isEqualTo(ENDPOINT);
        });
        assertThat(clients.adt().graph().eventRoutes().all()).containsExactly(new EventRoute("r1", ENDPOINT, FILTER));
        unit.deleteEventRoute("r1");
        assertRefused(404, "EventRouteNotFound", () -> unit.getEventRoute("r1"));
        assertRefused(404, "EventRouteNotFound", () -> unit.deleteEventRoute("r1"));
    }

    @Test
    void listsEventRoutesPageByPage() {
        clients.adt().graph().eventRoutes().addEndpoint(ENDPOINT);
        List<String> ids = IntStream.range(0, 25).mapToObj(i -> "r" + (90 - i)).toList();
        ids.forEach(id -> unit.createOrReplaceEventRoute(id, new DigitalTwinsEventRoute(ENDPOINT).setFilter("true")));

        assertThat(unit.listEventRoutes(new ListDigitalTwinsEventRoutesOptions().setMaxItemsPerPage(10), Context.NONE))
                .extracting(DigitalTwinsEventRoute::getEventRouteId)
                .containsExactlyElementsOf(ids);
    }

    @Test
    void refusesEventRoutesThatCannotBe() {
        DigitalTwinsEventRoute nowhere = new DigitalTwinsEventRoute("nowhere").setFilter("true");
        assertRefused(400, "EventRouteEndpointInvalid", () -> unit.createOrReplaceEventRoute("r1", nowhere));
        clients.adt().graph().eventRoutes().addEndpoint(ENDPOINT);
        DigitalTwinsEventRoute unfiltered = new DigitalTwinsEventRoute(ENDPOINT).setFilter(" ");
        assertRefused(400, "EventRouteFilterInvalid", () -> unit.createOrReplaceEventRoute("r1", unfiltered));
    }
}
