package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.twinlifecycle.testkit.contract.TwinStoreContract;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** A suite that lets a wrong store pass proves nothing about a right one. */
class TwinStoreContractBitesTest {

    private static final int RULES = 28;

    @Test
    void failsEveryRuleForAStoreThatDoesNothing() {
        Events tests = run(Mutants.DoesNothing.class);

        assertThat(tests.started().count()).isEqualTo(RULES);
        assertThat(tests.skipped().count()).isZero();
        assertThat(tests.aborted().count()).isZero();
        assertThat(rules(tests.succeeded().list())).isEmpty();
    }

    @Test
    void numbersItsRulesWithoutGaps() {
        Set<String> numbers =
                new TreeSet<>(rules(run(Mutants.DoesNothing.class).started().list()));

        assertThat(numbers)
                .isEqualTo(new TreeSet<>(
                        IntStream.rangeClosed(1, RULES).mapToObj(n -> "S" + n).toList()));
    }

    @TestFactory
    List<DynamicTest> findsWhatAMutantGetsWrong() {
        return List.of(
                breaks(Mutants.CreateReplaces.class, "S3"),
                breaks(Mutants.FoldsCase.class, "S5"),
                breaks(Mutants.PatchIgnoresETag.class, "S13", "S16"),
                breaks(Mutants.PatchStopsHalfWay.class, "S15"),
                breaks(Mutants.DeleteIgnoresETag.class, "S18"),
                breaks(Mutants.DeleteTakesOutgoingAlong.class, "S20"),
                breaks(Mutants.ListsOnePage.class, "S26"),
                breaks(Mutants.RepeatsThePage.class, "S25"),
                breaks(Mutants.RelationshipsReplace.class, "S22"),
                breaks(Mutants.ForgetsTheDeadline.class, "S28"));
    }

    private static DynamicTest breaks(Class<? extends TwinStoreContract> mutant, String... expected) {
        return DynamicTest.dynamicTest(
                mutant.getSimpleName() + " breaks " + String.join(", ", expected),
                () -> assertThat(rules(run(mutant).failed().list())).contains(expected));
    }

    private static Events run(Class<? extends TwinStoreContract> suite) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute()
                .testEvents();
    }

    private static List<String> rules(List<Event> events) {
        return events.stream()
                .map(event -> event.getTestDescriptor().getDisplayName().replaceAll(" .*", ""))
                .toList();
    }
}
