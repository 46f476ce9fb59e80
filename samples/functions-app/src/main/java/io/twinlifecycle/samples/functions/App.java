package io.twinlifecycle.samples.functions;

import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import io.twinlifecycle.adt.AdtClients;
import io.twinlifecycle.adt.AdtRetirementHandler;
import io.twinlifecycle.adt.AdtTwinFactory;
import io.twinlifecycle.adt.AdtTwinStore;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.retirement.DeadLetterSink;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.twins.LifecycleSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What both functions share: clients, settings, and the library's two facades. There is one of it in a process, and each part is made when
 * the first function needs it, so that a cold webhook does not wait for Event Hubs. This is the place for a policy, a twin template or a
 * listener of your own. Safe for use by many threads.
 */
final class App {

    /** The app setting that says whether the IoT hubs route creations too. */
    static final String CREATION_EVENTS_ROUTED = "CREATION_EVENTS_ROUTED";

    /** How long one event may take; twice that if it ends up in the dead-letter hub. {@code host.json} has a batch size that fits. */
    static final Duration EVENT_BUDGET = Duration.ofSeconds(30);

    /** How many devices of a batch are handled at once. */
    private static final int DEVICES_AT_ONCE = 8;

    private static final App SHARED = new App(System.getenv(), AdtClients::fromEnvironment);

    private final LifecycleSettings settings;
    private final Lazy<AdtTwinStore> twins;
    private final Lazy<ProvisioningWebhook> webhook = new Lazy<>(this::newWebhook);
    private final Lazy<LifecycleEventProcessor> events = new Lazy<>(this::newEvents);
    private final Supplier<DeadLetterSink> deadLetters;

    /** An app with these app settings. */
    App(Map<String, String> environment, Supplier<DigitalTwinsAsyncClient> client) {
        this(environment, client, () -> DeadLetterHub.of(environment).sink());
    }

    /** An app whose dead letters go elsewhere. */
    App(
            Map<String, String> environment,
            Supplier<DigitalTwinsAsyncClient> client,
            Supplier<DeadLetterSink> deadLetters) {
        settings = LifecycleSettings.builder()
                .creationEventsRouted(Boolean.parseBoolean(environment.get(CREATION_EVENTS_ROUTED)))
                .build();
        twins = new Lazy<>(() -> new AdtTwinStore(client.get(), settings.time()));
        this.deadLetters = deadLetters;
    }

    /** The one of this process. */
    static App shared() {
        return SHARED;
    }

    ProvisioningWebhook webhook() {
        return webhook.get();
    }

    LifecycleEventProcessor events() {
        return events.get();
    }

    private ProvisioningWebhook newWebhook() {
        return ProvisioningWebhook.builder(AllocationPolicies.standard(), AdtTwinFactory.over(twins.get(), settings))
                .build();
    }

    private LifecycleEventProcessor newEvents() {
        return LifecycleEventProcessor.builder(AdtRetirementHandler.over(twins.get(), settings))
                .deadLetterSink(deadLetters.get())
                .timeBudget(EVENT_BUDGET)
                .concurrency(threads(), DEVICES_AT_ONCE)
                .build();
    }

    private static ExecutorService threads() {
        return Executors.newFixedThreadPool(DEVICES_AT_ONCE, task -> {
            Thread thread = new Thread(task, "lifecycle-events");
            thread.setDaemon(true); // the host ends the process when it likes
            return thread;
        });
    }
}
