package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.AllocationPolicy;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs the suite against broken policies: a rule that cannot go red proves nothing. */
class AllocationPolicyContractBitesTest {

    @Test
    void everyRuleCatchesTheFaultItIsThereFor() {
        Set<String> seen = new TreeSet<>();
        for (Class<?> broken : BrokenPolicies.class.getDeclaredClasses()) {
            String rule = broken.getSimpleName().replaceAll("_.*", "");
            assertThat(red(broken)).as(broken.getSimpleName()).contains(rule);
            seen.add(rule);
        }
        assertThat(seen).as("rules with a policy that breaks them").isEqualTo(rules());
    }

    @Test
    void everyRuleIsRedForAPolicyThatAnswersNothing() {
        assertThat(red(AnswersNull.class)).isEqualTo(rules());
    }

    @Test
    void noRuleIsRedForAGoodPolicy() {
        assertThat(red(Good.class)).isEmpty();
    }

    static class AnswersNull extends AllocationPolicyContract {
        @Override
        @SuppressWarnings("NullAway") // the fault under test
        protected AllocationPolicy newPolicy() {
            return request -> null;
        }
    }

    static class Good extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return AllocationPolicies.standard();
        }
    }

    /** The rules that failed; all must have run. */
    private static Set<String> red(Class<?> suite) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute();
        assertThat(results.testEvents().finished().count()).as("rules that ran").isEqualTo(rules().size());
        assertThat(results.allEvents().skipped().count()).as("skipped").isZero();
        assertThat(results.testEvents().aborted().count()).as("aborted").isZero();
        return results.testEvents().failed().stream()
                .map(Event::getTestDescriptor)
                .map(test -> number(test.getDisplayName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rules() {
        return Arrays.stream(AllocationPolicyContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> number(method.getAnnotation(DisplayName.class).value()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String number(String displayName) {
        assertThat(displayName).matches("A[1-9][0-9]* \\S.*");
        return displayName.substring(0, displayName.indexOf(' '));
    }
}
