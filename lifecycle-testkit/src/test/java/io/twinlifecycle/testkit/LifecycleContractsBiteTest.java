package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.testkit.contract.RetirementHandlerContract;
import io.twinlifecycle.testkit.contract.TwinFactoryContract;
import io.twinlifecycle.twins.LifecycleSettings;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs the suites of factories and handlers against wrong ones: a rule that cannot go red proves nothing. */
class LifecycleContractsBiteTest {

    private static final int FACTORY_RULES = 26;
    private static final int HANDLER_RULES = 33;

    /** Each mutant, and rules that catch it for sure; others may, F3 and R11 by luck. */
    private static final Map<String, String> CAUGHT_BY = Map.ofEntries(
            Map.entry(
                    "ARTICLE",
                    "F4 F5 F6 F7 F8 F9 F10 F11 F12 F13 F14 F16 F18 F19 F21 F24"
                            + " R3 R4 R5 R6 R7 R8 R9 R10 R12 R14 R15 R16 R17 R19 R20 R21 R23 R28 R29 R31"),
            Map.entry("ARTICLE_TO_THE_LETTER", "F1 F2 F15 F17 F20 F23 R1 R2 R11"),
            Map.entry("TWIN_IS_NAMED_AFTER_THE_REGISTRATION", "F15 R1 R2"),
            Map.entry("ONE_STAMP", "F4 F16 F24 F26 R4 R5 R28"),
            Map.entry("LIFE_IS_NOT_REMEMBERED", "F4 F20 F21 F24 F26 R3 R4 R5 R9 R14 R21 R22 R28"),
            Map.entry("PATCH_WITHOUT_ETAG", "F24 R28"),
            Map.entry("DELETE_WITHOUT_ETAG", "R9"),
            Map.entry("CHANGED_MEANS_GIVE_UP", "R8 R9"),
            Map.entry("CREATE_OR_REPLACE", "F2 F5 F6"),
            Map.entry("RELATIONSHIPS_ARE_NOT_PUT_BACK", "R9"),
            Map.entry("RELATIONSHIPS_COME_BACK_BARE", "R9"),
            Map.entry("RELATIONSHIPS_ARE_LISTED_ONCE", "R10"),
            Map.entry("INCOMING_RELATIONSHIPS_ARE_FORGOTTEN", "R1 R10 R11 R19"),
            Map.entry("FIRST_PAGE_ONLY", "R1"),
            Map.entry("MISSING_RELATIONSHIP_IS_A_FAULT", "R18"),
            Map.entry("OWNER_IS_NOT_CHECKED", "F5 R6 R7 R26"),
            Map.entry("EVENT_SPELLING_IS_FOLDED", "R6 R26"),
            Map.entry("TAG_IS_NOT_READ", "R6 R7 R31"),
            Map.entry("MODEL_OF_THE_EVENT_IS_NOT_READ", "R23 R24 R27 R31"),
            Map.entry("CREATION_EVENTS_ARE_IGNORED", "R14 R21 R23 R24 R25 R26 R27"),
            Map.entry("UNREADABLE_MAP_COUNTS_AS_NONE", "R12"),
            Map.entry("REGISTRY_IS_NOT_ASKED", "R14 R15 R16 R23 R27 R29 R32"),
            Map.entry("REGISTRY_IS_ASKED_ONCE", "R32"),
            Map.entry("CLOCK_SKEW_IS_IGNORED", "R14"),
            Map.entry("VETO_IS_IGNORED", "R17"),
            Map.entry("MODE_IS_IGNORED", "R19 R20"),
            Map.entry("EVENTS_ARE_TAKEN_TO_BE_IN_ORDER", "R24"),
            Map.entry("MODEL_POLICY_IS_IGNORED", "F9 F10"),
            Map.entry("MODEL_IS_ALWAYS_UPDATED", "F8 F9"),
            Map.entry("TEMPLATE_IS_IGNORED", "F12 F13"),
            Map.entry("CASE_IS_NOT_FOLDED", "F14 R6 R26"),
            Map.entry("CASE_IS_ALWAYS_FOLDED", "F14"),
            Map.entry("EVERY_REGISTRATION_WRITES", "F21"),
            Map.entry("REGISTRATIONS_OF_KNOWN_DEVICES_NEVER_WRITE", "F21 F24 R9 R28"),
            Map.entry("DEADLINE_IS_IGNORED", "F22 R13"));

    @Test
    void everyFactoryRuleFailsForAFactoryThatDoesNothing() {
        assertThat(red(FactorySuite.class, "FACTORY_DOES_NOTHING")).isEqualTo(rules("F", FACTORY_RULES));
    }

    @Test
    void everyHandlerRuleFailsForAHandlerThatDoesNothing() {
        assertThat(red(HandlerSuite.class, "HANDLER_DOES_NOTHING")).isEqualTo(rules("R", HANDLER_RULES));
    }

    @Test
    void noRuleFailsForTheRightOnes() {
        assertThat(red(FactorySuite.class, "NONE")).isEmpty();
        assertThat(red(HandlerSuite.class, "NONE")).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyMutantIsCaught() {
        Set<String> mutants = new TreeSet<>(mutations().keySet());
        mutants.removeAll(Set.of("NONE", "FACTORY_DOES_NOTHING", "HANDLER_DOES_NOTHING"));
        assertThat(CAUGHT_BY.keySet()).as("every mutant has its rules").containsExactlyInAnyOrderElementsOf(mutants);
        return mutants.stream().map(mutant -> {
            String rules = Objects.requireNonNull(CAUGHT_BY.get(mutant), mutant);
            return DynamicTest.dynamicTest(
                    mutant + " breaks " + rules, () -> assertThat(red(mutant)).contains(rules.split(" ")));
        });
    }

    private static Set<String> red(String mutant) {
        Set<String> red = new TreeSet<>(red(FactorySuite.class, mutant));
        red.addAll(red(HandlerSuite.class, mutant));
        return red;
    }

    /** The rules that failed; all must have run. */
    private static Set<String> red(Class<?> suite, String mutant) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("mutant", mutant)
                .selectors(selectClass(suite))
                .execute();
        int rules = suite == FactorySuite.class ? FACTORY_RULES : HANDLER_RULES;
        assertThat(results.testEvents().finished().count()).as("rules that ran").isEqualTo(rules);
        assertThat(results.allEvents().skipped().count()).as("skipped").isZero();
        assertThat(results.testEvents().aborted().count()).as("aborted").isZero();
        return results.testEvents().failed().stream()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName().replaceAll(" .*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rules(String letter, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> letter + number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Mutation> mutations() {
        return Stream.of(Mutation.class, LifecycleMutants.class, LifecycleStoreMutants.class)
                .flatMap(owner -> Arrays.stream(owner.getDeclaredFields()))
                .filter(field -> field.getType() == Mutation.class)
                .collect(Collectors.toMap(Field::getName, LifecycleContractsBiteTest::value));
    }

    private static Mutation value(Field field) {
        try {
            return (Mutation) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private interface Mutable {
        void mutate(Mutation mutation);
    }

    /** Hands the mutant that the run names to the suite. */
    static final class Mutator implements TestInstancePostProcessor {
        @Override
        public void postProcessTestInstance(Object suite, ExtensionContext context) {
            String name = context.getConfigurationParameter("mutant").orElse("");
            ((Mutable) suite).mutate(Objects.requireNonNull(mutations().get(name), name));
        }
    }

    @ExtendWith(Mutator.class)
    static final class FactorySuite extends TwinFactoryContract implements Mutable {
        private Mutation mutation = Mutation.NONE;

        @Override
        public void mutate(Mutation wrong) {
            mutation = wrong;
        }

        @Override
        protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
            return new InMemoryLifecycleFixture(models, settings, mutation);
        }
    }

    @ExtendWith(Mutator.class)
    static final class HandlerSuite extends RetirementHandlerContract implements Mutable {
        private Mutation mutation = Mutation.NONE;

        @Override
        public void mutate(Mutation wrong) {
            mutation = wrong;
        }

        @Override
        protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
            return new InMemoryLifecycleFixture(models, settings, mutation);
        }
    }
}
