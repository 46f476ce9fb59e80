package io.twinlifecycle.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.mutants.Mutant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every order of every call, delivery and write, over the library's own algorithms: promises P1 to P4 at every end. Large
 * scenarios are cut here at a number of worlds; {@link Explore} sees them to the end.
 */
class InterleavingsTest {

    private static final int MAX_WORLDS = 3_000;

    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesInEveryOrder(Scenario scenario) {
        assertThat(explore(scenario, Variant.OURS, Setup.RECOMMENDED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesWithoutARegistryWhereEventsComeInOrder(Scenario scenario) {
        assertThat(explore(scenario, Variant.OURS, Setup.IN_ORDER_WITHOUT_REGISTRY))
                .allMatch(violation -> scenario.isKnownToBreak(violation, Setup.IN_ORDER_WITHOUT_REGISTRY));
    }

    /** The device is deleted and created anew while its deletion is handled, and no event tells of the creation. */
    @ParameterizedTest
    @EnumSource
    void keepsItsPromisesWithoutCreationEventsSaveInTheWindowThatRemains(Scenario scenario) {
        assertThat(explore(scenario, Variant.OURS, Setup.DELETIONS_ONLY))
                .allMatch(violation -> scenario.isKnownToBreak(violation, Setup.DELETIONS_ONLY));
    }

    @Test
    void findsTheWindowThatRemainsWithoutCreationEvents() {
        assertThat(explore(Scenario.DELETED_AND_RETURNS, Variant.OURS, Setup.BARE))
                .contains("P1 a live device has no twin");
        assertThat(explore(Scenario.DELETED_AND_RETURNS, Variant.OURS, Setup.DELETIONS_ONLY))
                .as("a registry narrows the window and does not close it")
                .contains("P1 a live device has no twin");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE"})
    void catchesEveryMutant(Mutant mutant) {
        assertThat(Explorer.catching(mutant, 2 * MAX_WORLDS)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void findsTheShortestWayToEachFaultOfTheArticle(ArticleFault fault) {
        assertThat(fault.shortest(MAX_WORLDS)).hasSize(fault.steps());
    }

    /** Everything that is left out, forgotten or ranked away makes no difference to how it ends. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "FIRST_REGISTRATION_AT_TWO_INSTANCES_THAT_DISAGREE",
                "MOVE_WITH_TELEMETRY",
                "DELETION_WITH_TELEMETRY",
                "NEIGHBOUR_RELATES_DURING_THE_DELETION",
                "FIRST_REGISTRATION_WITH_FAILING_CALLS",
                "FIRST_REGISTRATION_WITH_CRASHES"
            })
    void theReductionLosesNoEnd(Scenario scenario) {
        Explorer.Findings reduced = findings(scenario, Variant.OURS, Setup.RECOMMENDED);
        Explorer.Findings exact = findings(scenario, Variant.OURS_IN_FULL, Setup.RECOMMENDED, 20 * MAX_WORLDS);

        assertThat(reduced.complete() && exact.complete()).isTrue();
        assertThat(reduced.ends()).isEqualTo(exact.ends()).isNotEmpty();
        assertThat(reduced.worlds()).isLessThanOrEqualTo(exact.worlds());
    }

    private static Set<String> explore(Scenario scenario, Variant variant, Setup setup) {
        Explorer.Findings findings = findings(scenario, variant, setup);
        assertThat(findings.worlds()).isGreaterThan(10);
        assertThat(findings.ends()).isNotEmpty();
        return findings.violations().keySet();
    }

    private static Explorer.Findings findings(Scenario scenario, Variant variant, Setup setup) {
        return findings(scenario, variant, setup, MAX_WORLDS);
    }

    private static Explorer.Findings findings(Scenario scenario, Variant variant, Setup setup, int maxWorlds) {
        return new Explorer(scenario::judge, maxWorlds).explore(scenario.start(variant, setup, 2));
    }
}
