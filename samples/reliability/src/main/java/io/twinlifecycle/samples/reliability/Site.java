package io.twinlifecycle.samples.reliability;

import com.azure.core.credential.TokenCredential;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.adt.AdtRetirementHandler;
import io.twinlifecycle.adt.AdtTwinFactory;
import io.twinlifecycle.adt.AdtTwinStore;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookKeys;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.samples.quickstart.WebhookServer;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.twins.LifecycleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A service as it would be deployed: the webhook behind an HTTP server, and the handler of lifecycle events, both over the real client of
 * Azure Digital Twins. Between that client and the local server lies a wire that can be cut.
 */
final class Site implements AutoCloseable {

    private static final int CALLS = 64;
    private static final String KEY = "every-caller-knows-this-key";

    private final LocalAdt adt = LocalAdt.start(new TwinGraph(TimeSource.system()));
    private final InMemoryTwinStore twins = new InMemoryTwinStore(adt.graph());
    private final FaultyLink link = FaultyLink.to(adt.endpoint().getPort());
    private final HttpClient http = HttpClient.newHttpClient();
    private final OkHttpClient okHttp;
    private final AdtTwinStore store;
    private final LifecycleSettings settings = LifecycleSettings.defaults();
    private final WebhookServer webhook;
    private final URI address;
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

    /** A service whose webhook answers within a budget. */
    Site(Duration budget) {
        this(budget, true, Wiring.CREDENTIAL);
    }

    /** A service that may not trust the server's certificate, and may get no token. */
    Site(Duration budget, boolean trusting, TokenCredential credential) {
        @Nullable X509TrustManager trust = trusting ? adt.trustManager() : null;
        okHttp = Wiring.http(trust, CALLS);
        store = new AdtTwinStore(
                Wiring.adt("https://localhost:" + link.port(), okHttp, credential), TimeSource.system());
        ProvisioningWebhook handler = ProvisioningWebhook.builder(
                        AllocationPolicies.standard(), AdtTwinFactory.over(store, settings))
                .budget(budget)
                .listener(answered -> slowest.accumulate(answered.elapsed().toNanos()))
                .build();
        try {
            twins.addModels(Models.all());
            webhook = WebhookServer.start(handler, WebhookKeys.of(List.of(KEY)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = URI.create(webhook.uri() + "?code=" + KEY);
    }

    /** What happens to the bytes. */
    FaultyLink link() {
        return link;
    }

    /** What the server does. */
    LocalAdt adt() {
        return adt;
    }

    /** What is really there, behind everybody's back. */
    InMemoryTwinStore twins() {
        return twins;
    }

    RetirementHandler handler() {
        return AdtRetirementHandler.over(store, settings);
    }

    /** A device registers, for the first time as far as DPS knows; says what status DPS is answered with. */
    int register(String device) throws IOException, InterruptedException {
        byte[] body = AllocationRequests.group()
                .withRegistrationId(device)
                .withModel(Models.THERMOSTAT)
                .first()
                .json();
        return http.send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** How long the webhook took at most for an answer, by its own account, since this was asked before. */
    Duration slowest() {
        return Duration.ofNanos(slowest.getThenReset());
    }

    @Override
    public void close() {
        webhook.close();
        link.close();
        okHttp.dispatcher().executorService().shutdown();
        okHttp.connectionPool().evictAll();
        adt.close();
    }
}
