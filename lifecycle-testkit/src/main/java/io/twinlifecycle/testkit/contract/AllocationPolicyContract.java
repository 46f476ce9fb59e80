package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AllocationPolicy} keeps to, as rules A1 to A12. Extend it and supply the policy:
 *
 * <pre>{@code
 * class MyPolicyTest extends AllocationPolicyContract {
 *     @Override
 *     protected AllocationPolicy newPolicy() {
 *         return new MyPolicy();
 *     }
 * }
 * }</pre>
 *
 * <p>All requests are made from {@link #ordinary()}; override it, so that the policy has something to go by. Where policies may rightly
 * differ, say what yours does ({@link #assigns()}, {@link #hubOrder()}); either answer is checked. Works with JUnit 5.10 and later and
 * with JUnit 6.
 */
public abstract class AllocationPolicyContract {

    /** Whether a policy ever chooses a hub. */
    public enum Assigns {
        /** It gives a hub to some of 64 devices that send the ordinary request. */
        SOME,
        /** It never does: it only refuses, defers or abstains. */
        NONE
    }

    /** Whether the order in which DPS lists the hubs can change the choice. */
    public enum HubOrder {
        /** It cannot. */
        IGNORED,
        /** It can; a change of the order then moves devices. */
        DECIDES
    }

    /** For suites that extend this one. */
    protected AllocationPolicyContract() {}

    /** A new policy, for one test. */
    protected abstract AllocationPolicy newPolicy();

    /**
     * A request that the policy is made for, from which all others are made: a device of a group with a model in its payload unless
     * overridden. Its hubs are {@link AllocationRequests#HUBS}.
     */
    protected AllocationRequests ordinary() {
        return AllocationRequests.group();
    }

    /** Whether the policy ever chooses a hub: {@link Assigns#SOME} unless overridden. */
    protected Assigns assigns() {
        return Assigns.SOME;
    }

    /** Whether the order of hubs matters: {@link HubOrder#IGNORED} unless overridden. */
    protected HubOrder hubOrder() {
        return HubOrder.IGNORED;
    }

    @Test
    @DisplayName("A1 assigns only hubs that are linked")
    void a1() {
        AllocationPolicy unit = newPolicy();
        for (String[] hubs : PolicyRequests.HUB_LISTS) {
            PolicyRequests.all(ordinary().withHubs(hubs)).forEach((name, request) -> {
                if (decide(unit, name, request) instanceof Assign assign) {
                    assertThat(request.linkedHubs()).as(name).contains(assign.hub());
                }
            });
        }
    }

    @Test
    @DisplayName("A2 gives the same answer to the same request")
    void a2() {
        AllocationPolicy unit = newPolicy();
        AllocationPolicy other = newPolicy();
        PolicyRequests.devices(ordinary()).forEach((name, request) -> {
            AllocationDecision first = decide(unit, name, request);
            AllocationRequest copy = request.withLinkedHubs(request.linkedHubs());
            assertThat(decide(unit, name, copy)).as("%s, asked again", name).isEqualTo(first);
            assertThat(decide(other, name, copy))
                    .as("%s, asked of another instance", name)
                    .isEqualTo(first);
        });
    }

    @Test
    @DisplayName("A3 gives the same answers to many threads at once")
    void a3() {
        AllocationPolicy unit = newPolicy();
        Map<String, AllocationRequest> requests = PolicyRequests.devices(ordinary());
        List<Map<String, AllocationDecision>> answers = Race.run(number -> PolicyAnswers.all(unit, requests));
        assertThat(answers)
                .as("answers of 8 threads")
                .hasSize(8)
                .containsOnly(PolicyAnswers.all(newPolicy(), requests));
    }

    @Test
    @DisplayName("A4 answers without a hub when none is linked")
    void a4() {
        AllocationPolicy unit = newPolicy();
        PolicyRequests.all(ordinary().withHubs())
                .forEach((name, request) -> assertThat(decide(unit, name, request.withLinkedHubs(List.of())))
                        .as(name)
                        .isNotInstanceOf(Assign.class));
    }

    @Test
    @DisplayName("A5 answers whatever the payload")
    void a5() {
        AllocationPolicy unit = newPolicy();
        PolicyRequests.payloads(ordinary()).forEach((name, request) -> decide(unit, name, request));
    }

    @Test
    @DisplayName("A6 answers for every kind of enrollment and attestation")
    void a6() {
        AllocationPolicy unit = newPolicy();
        PolicyRequests.attestations(ordinary()).forEach((name, request) -> decide(unit, name, request));
    }

    @Test
    @DisplayName("A7 answers first and later registrations")
    void a7() {
        AllocationPolicy unit = newPolicy();
        PolicyRequests.registrations(ordinary()).forEach((name, request) -> decide(unit, name, request));
    }

    @Test
    @DisplayName("A8 names its rule in every answer, on one line")
    void a8() {
        AllocationPolicy unit = newPolicy();
        PolicyRequests.all(ordinary()).forEach((name, request) -> {
            String rule = decide(unit, name, request).rule();
            assertThat(rule).as(name).isNotBlank().hasSizeLessThan(500);
            assertThat(rule.chars()).as(name).noneMatch(Character::isISOControl);
        });
    }

    @Test
    @DisplayName("A9 ignores the case of the registration ID")
    void a9() {
        AllocationPolicy unit = newPolicy();
        for (String id : PolicyRequests.IDS) {
            PolicyAnswers asIs = PolicyAnswers.of(
                    decide(unit, id, ordinary().withRegistrationId(id).request()));
            for (String spelling : List.of(id.toLowerCase(Locale.ROOT), id.toUpperCase(Locale.ROOT))) {
                AllocationRequest request =
                        ordinary().withRegistrationId(spelling).request();
                assertThat(PolicyAnswers.of(decide(unit, spelling, request)))
                        .as("%s for %s", spelling, id)
                        .isEqualTo(asIs);
            }
        }
    }

    @Test
    @DisplayName("A10 heeds or ignores the order of hubs, as it says")
    void a10() {
        AllocationPolicy unit = newPolicy();
        List<String> changed = PolicyRequests.IDS.stream()
                .filter(id -> PolicyRequests.ORDERS.stream()
                                .map(hubs -> ordinary()
                                        .withHubs(hubs)
                                        .withRegistrationId(id)
                                        .request())
                                .map(request -> PolicyAnswers.of(decide(unit, id, request)))
                                .distinct()
                                .count()
                        > 1)
                .toList();
        if (hubOrder() == HubOrder.IGNORED) {
            assertThat(changed).as("devices whose hub depends on the order").isEmpty();
        } else {
            assertThat(changed).as("devices whose hub depends on the order").isNotEmpty();
        }
    }

    @Test
    @DisplayName("A11 assigns hubs or never does, as it says")
    void a11() {
        AllocationPolicy unit = newPolicy();
        long assigned = PolicyRequests.all(ordinary()).entrySet().stream()
                .filter(entry -> decide(unit, entry.getKey(), entry.getValue()) instanceof Assign)
                .count();
        if (assigns() == Assigns.SOME) {
            assertThat(assigned).as("requests that were given a hub").isPositive();
        } else {
            assertThat(assigned).as("requests that were given a hub").isZero();
        }
    }

    @Test
    @DisplayName("A12 shows neither payload nor attestation in its answer")
    void a12() {
        AllocationPolicy unit = newPolicy();
        PolicyRequests.secrets(ordinary())
                .forEach((name, request) -> assertThat(
                                decide(unit, name, request).toString())
                        .as(name)
                        .doesNotContain(PolicyRequests.SECRET));
    }

    private static AllocationDecision decide(AllocationPolicy unit, String name, AllocationRequest request) {
        return PolicyAnswers.decide(unit, name, request);
    }
}
