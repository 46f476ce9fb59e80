package io.twinlifecycle.samples.quickstart;

import com.azure.core.credential.AccessToken;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.HubName;
import io.twinlifecycle.adt.AdtClients;
import io.twinlifecycle.adt.AdtRetirementHandler;
import io.twinlifecycle.adt.AdtTwinFactory;
import io.twinlifecycle.adt.AdtTwinStore;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookKeys;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import reactor.core.publisher.Mono;

/**
 * All that the story needs, wired as an application would: a local Azure Digital Twins server in place of the service, the library over
 * the real client, and the webhook behind an HTTP server. Time is virtual, so that a day passes at once.
 */
final class Cloud implements AutoCloseable {

    static final List<String> LINKED_HUBS =
            List.of("hub-east.azure-devices.net", "hub-west.azure-devices.net", "hub-north.azure-devices.net");

    private static final int CONCURRENCY = 16;

    private final VirtualTime time = new VirtualTime();
    private final Set<HubName> drained = ConcurrentHashMap.newKeySet();
    private final RecordingDeadLetterSink deadLetters = new RecordingDeadLetterSink();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalAdt adtServer;
    private final OkHttpClient okHttp;
    private final DigitalTwinsClient adt;
    private final LifecycleEventProcessor events;
    private final WebhookServer webhook;
    private final String key = UUID.randomUUID().toString(); // as an enrollment's webhook URL would hold it
    private volatile String lastRule = "";

    private Cloud() throws IOException, InterruptedException {
        WebhookServer.boundRequests();
        adtServer = LocalAdt.start(new TwinGraph(time));
        okHttp = new OkHttpClient.Builder()
                .sslSocketFactory(adtServer.sslContext().getSocketFactory(), adtServer.trustManager())
                .connectionPool(new ConnectionPool(CONCURRENCY, 5, TimeUnit.MINUTES))
                .dispatcher(dispatcher())
                .build();
        DigitalTwinsClientBuilder client = new DigitalTwinsClientBuilder()
                .endpoint(adtServer.endpoint().toString())
                .credential(request -> Mono.just(new AccessToken(
                        "local", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1))))
                .httpClient(new OkHttpAsyncHttpClientBuilder(okHttp).build())
                .retryOptions(AdtClients.retries());
        adt = client.buildClient();
        adt.createModels(Models.all());

        LifecycleSettings settings = LifecycleSettings.builder()
                .creationEventsRouted(true)
                .template(TwinTemplate.of(Map.of("targetTemperature", 20.0)))
                .time(time)
                .build();
        AdtTwinStore store = new AdtTwinStore(client.buildAsyncClient(), time);
        AllocationPolicy policy = request -> AllocationPolicies.draining(AllocationPolicies.standard(), drained)
                .decide(request);
        webhook = WebhookServer.start(
                ProvisioningWebhook.builder(policy, AdtTwinFactory.over(store, settings))
                        .time(time)
                        .listener(answered -> lastRule = answered.decision()
                                .map(AllocationDecision::rule)
                                .orElse(""))
                        .build(),
                WebhookKeys.of(List.of(key)),
                0);
        events = LifecycleEventProcessor.builder(AdtRetirementHandler.over(store, settings))
                .deadLetterSink(deadLetters)
                .concurrency(threads, CONCURRENCY)
                .timeSource(time)
                .build();
        device("warm-up").register(Models.THERMOSTAT.value());
        deliver(LifecycleEvents.deviceDeleted().withDeviceId("warm-up"));
    }

    static Cloud start() throws IOException, InterruptedException {
        return new Cloud();
    }

    private static Dispatcher dispatcher() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(4 * CONCURRENCY);
        dispatcher.setMaxRequestsPerHost(4 * CONCURRENCY);
        return dispatcher;
    }

    Device device(String registrationId) {
        return new Device(http, URI.create(webhook.uri() + "?code=" + key), LINKED_HUBS, registrationId);
    }

    /** The client that an application would use. */
    DigitalTwinsClient adt() {
        return adt;
    }

    Optional<BasicDigitalTwin> twin(String id) {
        try {
            return Optional.of(adt.getDigitalTwin(id, BasicDigitalTwin.class));
        } catch (HttpResponseException e) {
            if (e.getResponse().getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    EventResult deliver(LifecycleEvents event) {
        return events.process(event.envelope());
    }

    List<EventResult> deliver(List<EventEnvelope> batch) {
        return events.processAll(batch);
    }

    void drain(String hub) {
        drained.add(HubName.of(hub));
    }

    void later(Duration by) {
        time.advance(by);
    }

    Instant now() {
        return time.now();
    }

    String lastRule() {
        return lastRule;
    }

    /** How many requests Azure Digital Twins has had so far. */
    int adtCalls() {
        return (int) adtServer.calls().total();
    }

    /** How often a twin of that id was created or replaced. */
    long creationsOf(String id) {
        return adtServer.calls().list().stream()
                .filter(call -> call.method().equals("PUT")
                        && call.path().equals("/digitaltwins/" + id)
                        && call.status() == 200)
                .count();
    }

    int parked() {
        return deadLetters.letters().size();
    }

    URI adtUrl() {
        return adtServer.endpoint();
    }

    URI webhookUrl() {
        return webhook.uri();
    }

    ExecutorService threads() {
        return threads;
    }

    @Override
    public void close() {
        webhook.close();
        threads.shutdownNow();
        okHttp.dispatcher().executorService().shutdown();
        okHttp.connectionPool().evictAll();
        adtServer.close();
    }
}
