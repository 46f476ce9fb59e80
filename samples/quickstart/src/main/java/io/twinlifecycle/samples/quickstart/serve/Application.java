package io.twinlifecycle.samples.quickstart.serve;

import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.HubName;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.adt.AdtClients;
import io.twinlifecycle.adt.AdtRetirementHandler;
import io.twinlifecycle.adt.AdtTwinFactory;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.ProvisioningListener;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookKeys;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.retirement.RetirementListener;
import io.twinlifecycle.samples.quickstart.WebhookServer;
import io.twinlifecycle.samples.quickstart.page.Draining;
import io.twinlifecycle.samples.quickstart.page.Page;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudBuilder;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;

/** The library as a service would embed it, between the real clients and the local servers: the webhook and the retirement processor. */
final class Application implements Draining, AutoCloseable {

    /** The port of the Functions host, at which Microsoft's article has its webhook when it runs on a desk. */
    static final int STANDARD_PORT = 7071;

    private final OkHttpClient http = new OkHttpClient();
    private final String key = SymmetricKeys.generate().primary();
    private final Set<HubName> drained = ConcurrentHashMap.newKeySet();
    private final WebhookServer webhook;
    private final EventHubsLifecycleProcessor processor;

    private Application(LocalCloud cloud, int port, Journal journal, Page page) throws IOException {
        DigitalTwinsAsyncClient twins = cloud.configure(new DigitalTwinsClientBuilder())
                .httpClient(new OkHttpAsyncHttpClientBuilder(http).build())
                .retryOptions(AdtClients.retries())
                .buildAsyncClient();
        LifecycleSettings settings = LifecycleSettings.builder()
                .creationEventsRouted(true)
                .registry(cloud.world().registry())
                .template(TwinTemplate.of(Map.of("targetTemperature", 20.0)))
                .build();
        AllocationPolicy policy = request -> AllocationPolicies.draining(AllocationPolicies.standard(), drained)
                .decide(request);
        webhook = WebhookServer.start(
                ProvisioningWebhook.builder(policy, page.beside(AdtTwinFactory.of(twins, settings)))
                        .listener(((ProvisioningListener) journal).and(page.registrations()))
                        .build(),
                WebhookKeys.of(List.of(key)),
                port);
        processor = EventHubsLifecycleProcessor.builder(
                        LifecycleEventProcessor.builder(AdtRetirementHandler.of(twins, settings))
                                .deadLetterSink(new RecordingDeadLetterSink())
                                .listener(((RetirementListener) journal).and(page.events()))
                                .build(),
                        new InMemoryCheckpointStore(TimeSource.system()))
                .connectionString(cloud.eventHubConnectionString(LocalCloudBuilder.LIFECYCLE_EVENTS))
                .build();
        processor.start();
    }

    static Application start(LocalCloud cloud, int port, Journal journal, Page page) throws IOException {
        return new Application(cloud, port, journal, page);
    }

    /** Where DPS calls the webhook, with the key that it demands. */
    URI webhookUrl() {
        return URI.create(webhook.uri() + "?code=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    @Override
    public Set<HubName> drained() {
        return Set.copyOf(drained);
    }

    @Override
    public boolean drain(HubName hub, boolean drain) {
        return drain ? drained.add(hub) : drained.remove(hub);
    }

    @Override
    public void close() {
        webhook.close();
        processor.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
