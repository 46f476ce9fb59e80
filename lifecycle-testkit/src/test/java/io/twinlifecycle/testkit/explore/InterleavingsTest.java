package io.twinlifecycle.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every order of every call, delivery and write, over the library's own algorithms: promises P1 to P3 at every end. Large
 * scenarios are cut at a number of worlds; {@code -Dexplore.worlds=…} sets another.
 */
class InterleavingsTest {

    private static final int MAX_WORLDS = Integer.getInteger("explore.worlds", 10_000);

    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesInEveryOrder(Scenario scenario) {
        assertThat(explore(scenario, routed(true), true, false)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesWithoutARegistryWhereEventsComeInOrder(Scenario scenario) {
        assertThat(explore(
                        scenario,
                        ports -> settings()
                                .creationEventsRouted(true)
                                .eventsInOrder(true)
                                .build(),
                        true,
                        true))
                .isEmpty();
    }

    /** The two left out have the window of the next test. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DELETED_AND_RETURNS", "DELETED_AND_RETURNS_WITH_AN_UNUSED_CALL"})
    void keepsItsPromisesWithARegistryWhereCreationsAreNotRouted(Scenario scenario) {
        assertThat(explore(scenario, routed(false), false, false)).isEmpty();
    }

    /** The device is deleted and created anew while its deletion is handled, and no event tells of the creation. */
    @Test
    void findsTheWindowThatRemainsWithoutCreationEvents() {
        assertThat(explore(Scenario.DELETED_AND_RETURNS, ports -> settings().build(), false, false))
                .containsExactly("P1 a live device has no twin");
        assertThat(explore(Scenario.DELETED_AND_RETURNS, routed(false), false, false))
                .as("a registry narrows the window and does not close it")
                .containsExactly("P1 a live device has no twin");
    }

    @Test
    void findsFaultsWhereVersionsAreIgnored() {
        assertThat(explore(Scenario.DELETED_AND_RETURNS, mutant(Ports::ignoringVersions), true, false))
                .contains("P1 a live device has no twin");
    }

    @Test
    void findsTheRelationshipThatIsNotPutBack() {
        assertThat(explore(Scenario.DELETED_AND_RETURNS, mutant(Ports::losingWhatIsPutBack), true, false))
                .containsExactly("P3 a live device's relationship is lost");
    }

    private static Program.Algorithms mutant(UnaryOperator<Ports> spoilt) {
        return new Program.Algorithms(
                ports -> new TwinProvisioner(spoilt.apply(ports), routed(true).apply(ports)),
                ports -> new TwinRetirer(spoilt.apply(ports), routed(true).apply(ports)));
    }

    @Test
    void findsFaultsInTheArticlesAlgorithm() {
        Program.Algorithms article = new Program.Algorithms(
                ports -> request -> Article.findOrCreate(ports, request),
                ports -> (event, deadline) -> Article.handle(ports, event, deadline));
        Map<Scenario, Set<String>> found = new EnumMap<>(Scenario.class);
        for (Scenario scenario : Scenario.values()) {
            Set<String> violations = explore(scenario, article, false, false);
            if (!violations.isEmpty()) {
                found.put(scenario, violations);
            }
        }

        assertThat(found.get(Scenario.MOVE_WITH_TELEMETRY)).contains("P1 a live device has no twin");
        assertThat(found.get(Scenario.MOVE_WITH_TELEMETRY)).contains("P3 a live device's relationship is lost");
        assertThat(found.get(Scenario.DELETION_WITH_TELEMETRY)).containsExactly("P2 a dead device's twin is left");
        assertThat(found)
                .as("all but the first registration and the largest, which is cut")
                .hasSize(9);
    }

    private static LifecycleSettings.Builder settings() {
        return LifecycleSettings.builder()
                .clockSkew(Duration.ZERO)
                .maxRounds(100)
                .time(new VirtualTime());
    }

    private static Function<Ports, LifecycleSettings> routed(boolean creations) {
        return ports ->
                settings().creationEventsRouted(creations).registry(ports).build();
    }

    private static Set<String> explore(
            Scenario scenario, Function<Ports, LifecycleSettings> settings, boolean creationsRouted, boolean inOrder) {
        Program.Algorithms ours = new Program.Algorithms(
                ports -> new TwinProvisioner(ports, settings.apply(ports)),
                ports -> new TwinRetirer(ports, settings.apply(ports)));
        return explore(scenario, ours, creationsRouted, inOrder);
    }

    private static Set<String> explore(
            Scenario scenario, Program.Algorithms algorithms, boolean creationsRouted, boolean inOrder) {
        World start = scenario.start(new World.Rules(algorithms, creationsRouted, inOrder));
        long began = System.nanoTime();
        Explorer.Findings findings = new Explorer(scenario::judge, MAX_WORLDS).explore(start);
        if (Boolean.getBoolean("explore.print")) {
            System.err.printf(
                    "%-45s %,9d worlds %,7d ends %s %.1fs%n",
                    scenario,
                    findings.worlds(),
                    findings.ends(),
                    findings.complete() ? "all" : "CUT",
                    (System.nanoTime() - began) / 1e9);
            findings.violations()
                    .forEach((what, way) ->
                            System.err.println("   " + what + "\n      " + String.join("\n      ", way)));
        }
        assertThat(findings.worlds()).isGreaterThan(20);
        assertThat(findings.ends()).isPositive();
        return new TreeSet<>(findings.violations().keySet());
    }
}
