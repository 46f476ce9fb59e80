package com.example.building;

import static io.twinlifecycle.testkit.SampleModels.LIVING_THERMOSTAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our policy and template with the library, in memory: no server, no waiting. */
class BuildingTest {

    private static final TwinId TWIN = new TwinId("dev-1");

    private final VirtualTime time = new VirtualTime();
    private final InMemoryTwinStore twins = new InMemoryTwinStore(time);
    private final LifecycleSettings settings = LifecycleSettings.builder()
            .template(new ThermostatTemplate())
            .time(time)
            .build();
    private final ProvisioningWebhook webhook = ProvisioningWebhook.builder(
                    SitePolicy.withFallback(), new TwinProvisioner(twins, settings))
            .time(time)
            .build();
    private final LifecycleEventProcessor events = LifecycleEventProcessor.builder(new TwinRetirer(twins, settings))
            .timeSource(time)
            .build();
    private final AllocationRequests dps = AllocationRequests.group()
            .withHubs("hub-lyon.azure-devices.net", "hub-nice.azure-devices.net")
            .withRegistrationId("dev-1")
            .withPayload(Map.of("modelId", LIVING_THERMOSTAT.value(), "site", "Lyon", "serialNumber", "S-1"));

    BuildingTest() {
        twins.addModels(SampleModels.all());
    }

    @Test
    void aNewThermostatGetsItsSitesHubAndATwinFromOurTemplate() {
        WebhookResponse answer = webhook.handle(dps.json());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyAsText()).contains("\"iotHubHostName\":\"hub-lyon.azure-devices.net\"");
        assertThat(twins.peek(TWIN))
                .hasValueSatisfying(twin -> assertThat(twin.contents())
                        .containsEntry("targetTemperature", 20.0)
                        .containsEntry("serialNumber", "S-1")
                        .containsEntry("sensor", Map.of("maker", "Contoso")));
    }

    @Test
    void aStoreThatIsAwayMeansThatDpsAsksAgain() {
        twins.failNext(Operation.CREATE, LifecycleException.storeUnavailable("scripted", null));

        assertThat(webhook.handle(dps.json()).status()).isEqualTo(503);
        assertThat(webhook.handle(dps.json()).status()).isEqualTo(200);
    }

    @Test
    void aDeletedThermostatLosesItsTwin() {
        webhook.handle(dps.json());
        time.advance(Duration.ofDays(30));

        EventResult result = events.process(LifecycleEvents.deviceDeleted()
                .withHub("hub-lyon")
                .withDeviceId("dev-1")
                .withTime(time.now().toString())
                .envelope());

        assertThat(result).isInstanceOf(EventResult.Handled.class);
        assertThat(twins.peek(TWIN)).isEmpty();
    }
}
