package com.example.building;

import static io.twinlifecycle.testkit.SampleModels.LIVING_THERMOSTAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.adt.AdtClients;
import io.twinlifecycle.adt.AdtRetirementHandler;
import io.twinlifecycle.adt.AdtTwinFactory;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudExtension;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.twins.LifecycleSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same with Azure's real clients, against the whole cloud on this machine. */
class CloudTest {

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension(cloud -> cloud.iotHubs("hub-lyon", "hub-nice"));

    @Test
    void aThermostatLivesAndDies(LocalCloud cloud) {
        cloud.graph().models().addTexts(SampleModels.all());
        DigitalTwinsAsyncClient twins = cloud.configure(new DigitalTwinsClientBuilder())
                .retryOptions(AdtClients.retries())
                .buildAsyncClient();
        LifecycleSettings settings =
                LifecycleSettings.builder().template(new ThermostatTemplate()).build();
        ProvisioningWebhook webhook = ProvisioningWebhook.builder(
                        SitePolicy.withFallback(), AdtTwinFactory.of(twins, settings))
                .build();
        cloud.world()
                .dps()
                .enroll(DeviceEnrollment.group("thermostats", SymmetricKeys.generate())
                        .custom(webhook::handle));

        cloud.world()
                .dps()
                .register(RegistrationRequest.of("dev-1")
                        .through("thermostats")
                        .withPayload(Map.of("modelId", LIVING_THERMOSTAT.value(), "site", "Nice")));

        DeviceId device = new DeviceId("dev-1");
        assertThat(cloud.world().hub("hub-nice").find(device)).isPresent();
        assertThat(twins.getDigitalTwin("dev-1", BasicDigitalTwin.class).block().getContents())
                .containsEntry("targetTemperature", 20.0);

        try (EventHubsLifecycleProcessor processor = EventHubsLifecycleProcessor.builder(
                        LifecycleEventProcessor.builder(AdtRetirementHandler.of(twins, settings))
                                .build(),
                        new InMemoryCheckpointStore(TimeSource.system()))
                .connectionString(cloud.eventHubConnectionString("lifecycleevents"))
                .build()) {
            processor.start();
            cloud.world().hub("hub-nice").delete(device);

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> cloud.graph().twins().find(new TwinId("dev-1")).isEmpty());
        }
    }
}
