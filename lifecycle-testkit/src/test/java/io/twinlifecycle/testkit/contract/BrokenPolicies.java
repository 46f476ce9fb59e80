package io.twinlifecycle.testkit.contract;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import io.twinlifecycle.provisioning.Attestation;
import io.twinlifecycle.provisioning.Enrollment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Suites over policies with one fault each, named after the rule that must catch it. */
final class BrokenPolicies {

    private static final AllocationPolicy GOOD = AllocationPolicies.weightedHash();

    private BrokenPolicies() {}

    static class A1_ChoosesAHubThatIsNotLinked extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> new Assign(new HubHost("hub-b.azure-devices.net"), "fixed");
        }
    }

    static class A1_GoesBackToAHubThatIsNotLinkedAnyMore extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> request.current()
                    .<AllocationDecision>map(current -> new Assign(current.hub(), "sticky"))
                    .orElseGet(() -> GOOD.decide(request));
        }
    }

    static class A2_TakesTurns extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            AtomicInteger turn = new AtomicInteger();
            return request -> choose(request, turn.getAndIncrement());
        }
    }

    static class A2_DiffersBetweenInstances extends AllocationPolicyContract {
        private static final AtomicInteger INSTANCES = new AtomicInteger();

        @Override
        protected AllocationPolicy newPolicy() {
            int number = INSTANCES.getAndIncrement();
            return request -> choose(request, number);
        }
    }

    static class A3_WorksOnOneThreadOnly extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            AtomicReference<Thread> owner = new AtomicReference<>();
            return request -> {
                owner.compareAndSet(null, Thread.currentThread());
                return owner.get() == Thread.currentThread() ? GOOD.decide(request) : new Abstain("mine", "not now");
            };
        }
    }

    static class A4_TakesAHubForGranted extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> new Assign(request.linkedHubs().get(0), "first");
        }

        @Override
        protected HubOrder hubOrder() {
            return HubOrder.DECIDES;
        }
    }

    static class A4_AnswersNullWithoutAHub extends AllocationPolicyContract {
        @Override
        @SuppressWarnings("NullAway") // the fault under test
        protected AllocationPolicy newPolicy() {
            return request -> request.linkedHubs().isEmpty() ? null : GOOD.decide(request);
        }
    }

    static class A5_TakesAnObjectForGranted extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> {
                Map<?, ?> payload =
                        (Map<?, ?>) Objects.requireNonNull(request.payload().value());
                return payload.isEmpty() ? new Abstain("payload", "empty") : GOOD.decide(request);
            };
        }
    }

    static class A5_TakesATextForGranted extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> {
                String model = (String) request.payload().properties().get("modelId");
                return model == null ? new Abstain("model", "none") : GOOD.decide(request);
            };
        }
    }

    static class A6_KnowsKeysOnly extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> switch (request.attestation().type()) {
                case SYMMETRIC_KEY, X509, TPM -> GOOD.decide(request);
                case UNKNOWN -> throw new IllegalStateException("unknown attestation");
            };
        }
    }

    static class A6_KnowsGroupsOnly extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> {
                if (request.enrollment().kind() == Enrollment.Kind.INDIVIDUAL) {
                    throw new UnsupportedOperationException("individual enrollment");
                }
                return GOOD.decide(request);
            };
        }
    }

    static class A7_KnowsFirstRegistrationsOnly extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> {
                if (!request.isFirst()) {
                    throw new IllegalStateException("seen before");
                }
                return GOOD.decide(request);
            };
        }
    }

    static class A8_NamesNoRule extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> choose(request, request.registrationId().hashCode(), " ");
        }
    }

    static class A8_BreaksTheLine extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> choose(request, request.registrationId().hashCode(), "rule\nforged line");
        }
    }

    static class A9_HeedsTheCaseOfTheId extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> choose(request, request.registrationId().value().hashCode());
        }
    }

    static class A10_HeedsTheOrderOfHubsThoughItSaysNot extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return AllocationPolicies.firstLinked();
        }
    }

    static class A10_IgnoresTheOrderOfHubsThoughItSaysNot extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return GOOD;
        }

        @Override
        protected HubOrder hubOrder() {
            return HubOrder.DECIDES;
        }
    }

    static class A11_DoesNothing extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> new Abstain("nothing", "no opinion on anything");
        }
    }

    static class A11_AssignsThoughItSaysNot extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return GOOD;
        }

        @Override
        protected Assigns assigns() {
            return Assigns.NONE;
        }
    }

    static class A12_ShowsThePayload extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> request.isFirst()
                    ? new Abstain("echo", "no hub for " + request.payload().value())
                    : GOOD.decide(request);
        }
    }

    static class A12_ShowsTheKey extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return request -> request.attestation().type() == Attestation.Type.TPM
                    ? new Abstain("echo", "no hub for " + request.attestation().details())
                    : GOOD.decide(request);
        }
    }

    private static AllocationDecision choose(AllocationRequest request, int number) {
        return choose(request, number, "number");
    }

    private static AllocationDecision choose(AllocationRequest request, int number, String rule) {
        List<HubHost> hubs = request.linkedHubs().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        return hubs.isEmpty()
                ? new Abstain(rule, "no hub")
                : new Assign(hubs.get(Math.floorMod(number, hubs.size())), rule);
    }
}
