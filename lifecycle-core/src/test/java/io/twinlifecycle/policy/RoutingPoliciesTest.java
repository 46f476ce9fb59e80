package io.twinlifecycle.policy;

import static io.twinlifecycle.policy.Requests.names;
import static io.twinlifecycle.policy.Requests.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.Attestation;
import io.twinlifecycle.provisioning.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutingPoliciesTest {

    private static final AllocationPolicy A = AllocationPolicies.named("hub-a");
    private static final AllocationPolicy B = AllocationPolicies.named("hub-b");
    private static final AllocationPolicy C = AllocationPolicies.named("hub-c");
    private static final String[] HUBS = {"hub-a", "hub-b", "hub-c"};

    @Test
    void enrollmentsAreFoundInAnyCase() {
        var unit = AllocationPolicies.byEnrollment(Map.of("Group-1", A));
        assertThat(say(unit.decide(Requests.of("d", HUBS))))
                .isEqualTo("hub-a by by-enrollment(group-1) > named(hub-a)");
        assertThat(say(unit.decide(Requests.of("group-2", Payload.absent(), HUBS))))
                .isEqualTo("abstained by by-enrollment");
        assertThatThrownBy(() -> AllocationPolicies.byEnrollment(Map.of("g", A, "G", B)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLongestNameOfAModelWins() {
        var unit = AllocationPolicies.byModel(
                Map.of("dtmi:com:example:", A, "dtmi:com:example:Thermostat", B, "dtmi:com:example:Thermostat;2", C));
        assertThat(model(unit, "dtmi:com:example:Camera;1"))
                .isEqualTo("hub-a by by-model(dtmi:com:example:) > named(hub-a)");
        assertThat(model(unit, "dtmi:com:example:Thermostat;1")).startsWith("hub-b ");
        assertThat(model(unit, "dtmi:com:example:Thermostat:Door;1")).startsWith("hub-b ");
        assertThat(model(unit, "dtmi:com:example:Thermostat;2")).startsWith("hub-c ");
        assertThat(model(unit, "dtmi:com:example:Thermostat;22")).startsWith("hub-b ");
        assertThat(model(unit, "dtmi:org:example:Thermostat;2")).isEqualTo("abstained by by-model");
    }

    @Test
    void aPrefixEndsWhereASegmentEnds() {
        var unit = AllocationPolicies.byModel(Map.of("dtmi:com:example:Thermo", A));
        assertThat(model(unit, "dtmi:com:example:Thermostat;1")).isEqualTo("abstained by by-model");
        assertThat(model(unit, "dtmi:com:example:Thermo;1")).startsWith("hub-a ");
        assertThat(model(unit, "DTMI:COM:EXAMPLE:THERMO;1"))
                .as("DTMIs are case-sensitive")
                .startsWith("abstained");
    }

    @Test
    void everyModelHasTheShortestPrefix() {
        var unit = AllocationPolicies.byModel(Map.of("dtmi:", A));
        assertThat(model(unit, "dtmi:x;1")).startsWith("hub-a ");
        assertThat(model(unit, "dtmi:; drop")).as("no DTMI").startsWith("abstained");
    }

    @Test
    void whatIsNoModelIsRefusedWhenBuilt() {
        for (String name : new String[] {"", "com:example", "dtmi:com:example:*", "dtmi:a;0", "dtmi:a;1:", "dtmi::"}) {
            assertThatThrownBy(() -> AllocationPolicies.byModel(Map.of(name, A)))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("by-model");
        }
    }

    @Test
    void theModelMayComeFromElsewhere() {
        var unit = AllocationPolicies.byModel(request -> Optional.of("dtmi:a;1"), Map.of("dtmi:a", A));
        assertThat(say(unit.decide(Requests.of("d", HUBS)))).startsWith("hub-a ");
    }

    @Test
    void payloadFieldsAreTextsOrSpelledAsJson() {
        var unit = AllocationPolicies.byPayloadField("tier", Map.of("gold", A, "2", B, "true", C));
        assertThat(say(unit.decide(Requests.with(Payload.of(Map.of("tier", "gold")), HUBS))))
                .isEqualTo("hub-a by by-payload-field(tier)(gold) > named(hub-a)");
        assertThat(say(unit.decide(Requests.with(Payload.of(Map.of("tier", 2)), HUBS))))
                .startsWith("hub-b ");
        assertThat(say(unit.decide(Requests.with(Payload.of(Map.of("tier", true)), HUBS))))
                .startsWith("hub-c ");
        assertThat(unit.decide(Requests.with(Payload.of(Map.of("tier", "secret")), HUBS)))
                .as("a payload's value is shown nowhere")
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void attestationsHaveTheirPolicies() {
        var unit = AllocationPolicies.byAttestation(Map.of(Attestation.Type.TPM, A));
        assertThat(say(unit.decide(Requests.with(Attestation.Type.TPM, Map.of(), HUBS))))
                .isEqualTo("hub-a by by-attestation(tpm) > named(hub-a)");
        assertThat(say(unit.decide(Requests.of("d", HUBS)))).isEqualTo("abstained by by-attestation");
    }

    @Test
    void certificatesAreReadByPointer() {
        var unit = AllocationPolicies.byCertificate("/chain/0/a~1b", Map.of("CN=Plant 7", A));
        Map<String, Object> details = Map.of("chain", List.of(Map.of("a/b", "CN=Plant 7")));
        assertThat(say(unit.decide(Requests.with(Attestation.Type.X509, details, HUBS))))
                .isEqualTo("hub-a by by-certificate(CN=Plant 7) > named(hub-a)");
        assertThat(say(unit.decide(Requests.with(Attestation.Type.TPM, details, HUBS))))
                .as("not a certificate")
                .isEqualTo("abstained by by-certificate");
        assertThat(say(unit.decide(Requests.with(Attestation.Type.X509, Map.of("chain", List.of()), HUBS))))
                .isEqualTo("abstained by by-certificate");
        assertThatThrownBy(() -> AllocationPolicies.byCertificate("issuer", Map.of("x", A)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON Pointer");
    }

    @Test
    void aRegionOffersItsHubs() {
        var unit = AllocationPolicies.byRegion(
                "region",
                Map.of("West Europe", names("hub-b", "hub-c"), "eastus", names("hub-x")),
                AllocationPolicies.firstLinked());
        assertThat(say(unit.decide(Requests.with(Payload.of(Map.of("region", "westeurope")), HUBS))))
                .isEqualTo("hub-b by by-region(westeurope) > among > first-linked");
        assertThat(say(unit.decide(Requests.with(Payload.of(Map.of("region", "East US")), HUBS))))
                .as("its hub is not linked")
                .isEqualTo("abstained by by-region(eastus) > among > first-linked");
        assertThat(say(unit.decide(Requests.of("d", HUBS)))).isEqualTo("abstained by by-region");
        assertThatThrownBy(() -> AllocationPolicies.byRegion("r", Map.of("mars", names()), A))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mars");
    }

    private static String model(AllocationPolicy unit, String model) {
        return say(unit.decide(Requests.with(Payload.of(Map.of("modelId", model)), HUBS)));
    }
}
