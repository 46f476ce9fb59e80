package io.twinlifecycle.samples.quickstart;

import static io.twinlifecycle.testkit.SampleModels.LIVING_THERMOSTAT;

import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.messaging.eventhubs.CheckpointStore;
import io.twinlifecycle.HubName;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.adt.AdtClients;
import io.twinlifecycle.adt.AdtRetirementHandler;
import io.twinlifecycle.adt.AdtTwinFactory;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.policy.AllocationRules;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.provisioning.WebhookKeys;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.retirement.DeadLetterSink;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** The code of the README, between markers that name its blocks, so that it compiles. {@link ReadmeTest} compares and runs it. */
final class ReadmeCode {

    private ReadmeCode() {}

    /** What the first example leaves behind. */
    record InMemory(InMemoryTwinStore twins, WebhookResponse answer) {}

    static InMemory inMemory() {
        // README: in memory
        var twins = new InMemoryTwinStore(TimeSource.system());
        twins.addModels(SampleModels.all());
        TwinFactory factory = new TwinProvisioner(twins, LifecycleSettings.defaults());
        RetirementHandler handler = new TwinRetirer(twins, LifecycleSettings.defaults());

        var webhook = ProvisioningWebhook.builder(AllocationPolicies.standard(), factory)
                .build();
        var events = LifecycleEventProcessor.builder(handler).build();

        var dps = AllocationRequests.group()
                .withHubs("hub-a.azure-devices.net")
                .withRegistrationId("dev-1")
                .withModel(LIVING_THERMOSTAT);
        WebhookResponse answer = webhook.handle(dps.json());
        twins.peek(new TwinId("dev-1"));

        String later = Instant.now().plusSeconds(60).toString();
        events.process(LifecycleEvents.deviceDeleted()
                .withHub("hub-a")
                .withDeviceId("dev-1")
                .withTime(later)
                .envelope());
        twins.peek(new TwinId("dev-1"));
        // README end
        return new InMemory(twins, answer);
    }

    static List<Object> azure() {
        // README: azure
        DigitalTwinsAsyncClient twins = AdtClients.fromEnvironment();
        TwinFactory factory = AdtTwinFactory.of(twins, LifecycleSettings.defaults());
        RetirementHandler handler = AdtRetirementHandler.of(twins, LifecycleSettings.defaults());
        // README end
        return List.of(factory, handler);
    }

    static void eventHubs(LifecycleEventProcessor events, CheckpointStore checkpointStore) {
        // README: event hubs
        var processor = EventHubsLifecycleProcessor.builder(events, checkpointStore)
                .fromEnvironment(System.getenv())
                .build();
        processor.start();
        // README end
    }

    static WebhookResponse webhook(LifecycleSettings settings, byte[] body) {
        // README: webhook
        TwinFactory twins = AdtTwinFactory.of(AdtClients.fromEnvironment(), settings);
        ProvisioningWebhook webhook = ProvisioningWebhook.builder(AllocationPolicies.standard(), twins)
                .build();

        WebhookResponse answer = webhook.handle(body);
        // README end
        return answer;
    }

    static void retirement(
            LifecycleSettings settings, DeadLetterSink sink, Executor executor, CheckpointStore checkpoints) {
        // README: retirement
        var processor = LifecycleEventProcessor.builder(AdtRetirementHandler.of(AdtClients.fromEnvironment(), settings))
                .deadLetterSink(sink)
                .concurrency(executor, 32)
                .build();
        EventHubsLifecycleProcessor.builder(processor, checkpoints)
                .fromEnvironment(System.getenv())
                .build()
                .start();
        // README end
    }

    static AllocationPolicy policy() {
        // README: policy
        AllocationPolicy policy = AllocationPolicies.draining(
                AllocationPolicies.firstOf(
                        AllocationRules.denyIds("test-.*"),
                        AllocationPolicies.byModel(
                                Map.of("dtmi:com:example:Camera", AllocationPolicies.named("hub-video"))),
                        AllocationPolicies.canary(5, AllocationPolicies.named("hub-next")),
                        AllocationPolicies.standard()),
                List.of(HubName.of("hub-old")));
        // README end
        return policy;
    }

    static WebhookResponse keys(ProvisioningWebhook webhook, String header, String rawQuery, byte[] body) {
        // README: keys
        WebhookKeys keys = WebhookKeys.of(List.of(System.getenv("WEBHOOK_KEY").split(",", -1)));
        WebhookResponse guarded = keys.refusal(header, rawQuery).orElseGet(() -> webhook.handle(body));
        // README end
        return guarded;
    }
}
