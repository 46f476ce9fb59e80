package io.twinlifecycle.samples.quickstart;

import static io.twinlifecycle.testkit.SampleModels.LIVING_THERMOSTAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The first test that docs/getting-started.md shows. */
class FirstTest {

    // README: first test
    @Test
    void aDeviceComesAndGoes() {
        var twins = new InMemoryTwinStore(TimeSource.system());
        twins.addModels(SampleModels.all());
        var webhook = ProvisioningWebhook.builder(
                        AllocationPolicies.standard(), new TwinProvisioner(twins, LifecycleSettings.defaults()))
                .build();
        var events = LifecycleEventProcessor.builder(new TwinRetirer(twins, LifecycleSettings.defaults()))
                .build();

        var request = AllocationRequests.group()
                .withHubs("hub-a.azure-devices.net")
                .withRegistrationId("dev-1")
                .withModel(LIVING_THERMOSTAT);
        assertThat(webhook.handle(request.json()).status()).isEqualTo(200);
        assertThat(twins.peek(new TwinId("dev-1"))).isPresent();

        String later = Instant.now().plusSeconds(60).toString();
        events.process(LifecycleEvents.deviceDeleted()
                .withHub("hub-a")
                .withDeviceId("dev-1")
                .withTime(later)
                .envelope());
        assertThat(twins.peek(new TwinId("dev-1"))).isEmpty();
    }
    // README end
}
