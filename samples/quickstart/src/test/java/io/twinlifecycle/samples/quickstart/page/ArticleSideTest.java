package io.twinlifecycle.samples.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.testkit.graph.IfMatch;
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArticleSideTest {

    private static final TwinId DEVICE = new TwinId("thermostat-1");

    private final TwinGraph ours = new TwinGraph(TimeSource.system());

    @BeforeEach
    void aDeviceOnTheFirstFloor() throws IOException {
        ours.models().addTexts(Models.all());
        ours.twins().put(DEVICE, Map.of("$metadata", Map.of("$model", Models.THERMOSTAT.value())), true);
        new Building(ours).settle(DEVICE);
    }

    @Test
    void beginsWithACopyAndChangesNothingOfOurs() {
        ArticleSide article = new ArticleSide(ours, TimeSource.system());
        assertThat(article.graph().twins().get(DEVICE).contents())
                .isEqualTo(ours.twins().get(DEVICE).contents());
        assertThat(article.graph().relationships().all()).hasSize(1);

        Side side = article.handle(deleted());
        assertThat(side).isEqualTo(new Side("RETIRED", "Deleted the twin and a relationship.", false));
        assertThat(article.graph().twins().find(DEVICE)).isEmpty();
        assertThat(ours.twins().find(DEVICE)).isPresent();
        assertThat(ours.relationships().all()).hasSize(1);
    }

    @Test
    void findsNothingTheSecondTime() {
        ArticleSide article = new ArticleSide(ours, TimeSource.system());
        article.handle(deleted());

        assertThat(article.handle(deleted())).isEqualTo(new Side("ALREADY_GONE", "Found no twin.", false));
    }

    @Test
    void saysSoIfItWasNotAsked() {
        ArticleSide article = new ArticleSide(ours, TimeSource.system());

        assertThat(article.registered(new RegistrationId("thermostat-1")).text())
                .isEqualTo("It was not asked.");
    }

    @Test
    void settlesADeviceAnewWithoutHarm() {
        ours.relationships().delete(new TwinId("floor-1"), "contains-" + DEVICE, IfMatch.none());
        new Building(ours).settle(DEVICE);
        new Building(ours).settle(DEVICE);

        assertThat(ours.relationships().all()).hasSize(1);
    }

    private static LifecycleEvent deleted() {
        return Deletions.of(DEVICE.value(), Instant.EPOCH);
    }
}
