package io.twinlifecycle.testkit.contract;

import static io.twinlifecycle.policy.AllocationPolicies.among;
import static io.twinlifecycle.policy.AllocationPolicies.byAttestation;
import static io.twinlifecycle.policy.AllocationPolicies.byCertificate;
import static io.twinlifecycle.policy.AllocationPolicies.byEnrollment;
import static io.twinlifecycle.policy.AllocationPolicies.byModel;
import static io.twinlifecycle.policy.AllocationPolicies.byPayloadField;
import static io.twinlifecycle.policy.AllocationPolicies.byRegion;
import static io.twinlifecycle.policy.AllocationPolicies.canary;
import static io.twinlifecycle.policy.AllocationPolicies.cordoning;
import static io.twinlifecycle.policy.AllocationPolicies.draining;
import static io.twinlifecycle.policy.AllocationPolicies.firstLinked;
import static io.twinlifecycle.policy.AllocationPolicies.firstOf;
import static io.twinlifecycle.policy.AllocationPolicies.leastLoaded;
import static io.twinlifecycle.policy.AllocationPolicies.named;
import static io.twinlifecycle.policy.AllocationPolicies.quarantining;
import static io.twinlifecycle.policy.AllocationPolicies.standard;
import static io.twinlifecycle.policy.AllocationPolicies.sticky;
import static io.twinlifecycle.policy.AllocationPolicies.weightedHash;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.HubName;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.policy.AllocationRules;
import io.twinlifecycle.policy.HubLoad;
import io.twinlifecycle.policy.UnlistedEnrollments;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.Attestation;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every ready-made policy keeps the contract. */
class ReadyMadePoliciesTest {

    private static final HubName A = HubName.of("hub-a");
    private static final HubName B = HubName.of("hub-b");

    @Test
    void noReadyMadePolicyIsLeftOut() {
        Set<String> factories = Stream.of(AllocationPolicies.class, AllocationRules.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> suites = Arrays.stream(getClass().getDeclaredClasses())
                .map(type -> type.getSimpleName().replaceAll("_.*", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(suites).isEqualTo(factories);
    }

    @Nested
    class FirstLinked extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return firstLinked();
        }

        @Override
        protected HubOrder hubOrder() {
            return HubOrder.DECIDES;
        }
    }

    @Nested
    class Named extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return named(A);
        }
    }

    @Nested
    class Sticky extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return sticky();
        }
    }

    @Nested
    class WeightedHash extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return weightedHash();
        }
    }

    @Nested
    class WeightedHash_WithWeights extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return weightedHash(Map.of(A, 0, B, 2.5));
        }
    }

    @Nested
    class Standard extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return standard();
        }
    }

    @Nested
    class Standard_WithWeights extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return standard(Map.of(A, 10));
        }
    }

    @Nested
    class LeastLoaded extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return leastLoaded(hub -> Optional.of(HubLoad.of(hub.equals(A) ? 5 : 4, 5)));
        }
    }

    @Nested
    class LeastLoaded_OfABrokenGauge extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return leastLoaded(hub -> {
                throw new IllegalStateException(hub.value());
            });
        }

        @Override
        protected Assigns assigns() {
            return Assigns.NONE;
        }
    }

    @Nested
    class LeastLoaded_OfFullHubs extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return leastLoaded(hub -> Optional.of(HubLoad.of(5, 5)));
        }
    }

    @Nested
    class Canary extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return canary(25, weightedHash());
        }
    }

    @Nested
    class Canary_Named extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return canary("beta", 100, standard());
        }
    }

    @Nested
    class ByEnrollment extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return byEnrollment(Map.of("Thermostats", standard()));
        }
    }

    @Nested
    class ByModel extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return byModel(Map.of("dtmi:com:example:", named(B)));
        }
    }

    @Nested
    class ByModel_FromElsewhere extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return byModel(
                    request -> Optional.of(AllocationRequests.MODEL), Map.of(AllocationRequests.MODEL, standard()));
        }
    }

    @Nested
    class ByPayloadField extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return byPayloadField("tier", Map.of("gold", named(A), "text", standard()));
        }

        @Override
        protected AllocationRequests ordinary() {
            return AllocationRequests.group().withPayload(Map.of("tier", "gold"));
        }
    }

    @Nested
    class ByAttestation extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return byAttestation(Map.of(Attestation.Type.SYMMETRIC_KEY, standard()));
        }
    }

    @Nested
    class ByCertificate extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return byCertificate(
                    "/clientCertificates/primary/info/issuerName", Map.of("CN=Example Plant CA", named(B)));
        }

        @Override
        protected AllocationRequests ordinary() {
            return AllocationRequests.individual().withX509();
        }
    }

    @Nested
    class ByRegion extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return byRegion("region", Map.of("West Europe", List.of(A, B)), standard());
        }

        @Override
        protected AllocationRequests ordinary() {
            return AllocationRequests.group().withPayload(Map.of("region", "westeurope"));
        }
    }

    @Nested
    class Among extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return among(List.of(A, B), standard());
        }
    }

    @Nested
    class Draining extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return draining(standard(), List.of(A));
        }
    }

    @Nested
    class Draining_WhatNeedsOrder extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return draining(firstLinked(), List.of(A));
        }

        @Override
        protected HubOrder hubOrder() {
            return HubOrder.DECIDES;
        }
    }

    @Nested
    class Cordoning extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return cordoning(standard(), List.of(A));
        }
    }

    @Nested
    class Quarantining extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return quarantining(
                    standard(), request -> request.registrationId().folded().contains("7"), A);
        }
    }

    @Nested
    class FirstOf extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return firstOf(AllocationRules.denyIds(".*-13-.*"), byModel(Map.of("dtmi:org:", named(A))), standard());
        }
    }

    @Nested
    class AllowModels extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return AllocationRules.allowModels(Map.of("thermostats", List.of("dtmi:com:")), UnlistedEnrollments.REFUSE);
        }

        @Override
        protected Assigns assigns() {
            return Assigns.NONE;
        }
    }

    @Nested
    class AllowIds extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return AllocationRules.allowIds("sensor-.*");
        }

        @Override
        protected Assigns assigns() {
            return Assigns.NONE;
        }
    }

    @Nested
    class DenyIds extends AllocationPolicyContract {
        @Override
        protected AllocationPolicy newPolicy() {
            return AllocationRules.denyIds("sensor-1.*");
        }

        @Override
        protected Assigns assigns() {
            return Assigns.NONE;
        }
    }
}
