package com.example.building;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.testkit.contract.AllocationPolicyContract;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twelve rules that every policy keeps to, and what is our own. */
class SitePolicyTest extends AllocationPolicyContract {

    @Override
    protected AllocationPolicy newPolicy() {
        return SitePolicy.withFallback();
    }

    @Test
    void sendsADeviceToItsSitesHub() {
        assertThat(new SitePolicy().decide(from("Lyon").request()))
                .isInstanceOfSatisfying(
                        Assign.class, assign -> assertThat(assign.hub().value()).startsWith("hub-lyon."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Oslo", "", " ", "../nice", "nice.azure-devices.net", "{}", "\u0000"})
    void hasNoOpinionOfADeviceFromElsewhere(String site) {
        assertThat(new SitePolicy().decide(from(site).request())).isInstanceOf(Abstain.class);
    }

    @Test
    void leavesADeviceWhereItIs() {
        assertThat(newPolicy()
                        .decide(from("Lyon").later("hub-nice.azure-devices.net").request()))
                .isInstanceOfSatisfying(
                        Assign.class, assign -> assertThat(assign.hub().value()).startsWith("hub-nice."));
    }

    private static AllocationRequests from(String site) {
        return AllocationRequests.group()
                .withHubs("hub-lyon.azure-devices.net", "hub-nice.azure-devices.net")
                .withPayload(Map.of("site", site));
    }
}
