package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.retirement.DeadLetterSink;
import io.twinlifecycle.retirement.DeviceRegistry;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.Random;

/** One process with the whole library in it: webhook and event processor over a store in bad weather. What it remembers dies with it. */
final class Instance {

    private final ProvisioningWebhook webhook;
    private final LifecycleEventProcessor processor;
    private final Subject subject;

    Instance(
            Subject subject,
            DeviceWorld world,
            InMemoryTwinStore graph,
            SimulatedStore store,
            Weather weather,
            AllocationPolicy policy,
            DeadLetterSink sink,
            Random random) {
        this.subject = subject;
        LifecycleSettings settings = LifecycleSettings.builder()
                .creationEventsRouted(true)
                .registry(registry(world, weather))
                .modelOfCreatedDevices(SampleModels.LIVING_THERMOSTAT)
                .time(world.time())
                .build();
        webhook = ProvisioningWebhook.builder(policy, subject.factory().over(graph, store, settings))
                .time(world.time())
                .build();
        processor = LifecycleEventProcessor.builder(subject.handler().over(graph, store, settings))
                .deadLetterSink(sink)
                .timeSource(world.time())
                .random(random::nextDouble)
                .build();
    }

    /** It covers all hubs. */
    private static DeviceRegistry registry(DeviceWorld world, Weather weather) {
        DeviceRegistry right = world.registry();
        return new DeviceRegistry() {
            @Override
            public boolean isRegistered(HubName hub, DeviceId device, Deadline deadline) {
                return weather.call(() -> right.isRegistered(hub, device, deadline));
            }

            @Override
            public boolean livesAnywhere(HubName hub, DeviceId device, Deadline deadline) {
                return weather.call(() -> right.livesAnywhere(hub, device, deadline));
            }
        };
    }

    /** Always assigns to this hub. */
    static AllocationDecision to(String hub) {
        return new AllocationDecision.Assign(new HubHost(hub + ".azure-devices.net"), "chosen");
    }

    WebhookResponse answer(byte[] body) {
        return webhook.handle(body);
    }

    /** Says whether the event was handled or parked. */
    boolean process(EventEnvelope event) {
        return processor.process(subject.event().apply(event)).isSafe();
    }
}
