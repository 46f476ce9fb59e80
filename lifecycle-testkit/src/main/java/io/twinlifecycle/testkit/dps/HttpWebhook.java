package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.world.CustomAllocation;
import io.twinlifecycle.testkit.world.HubAllocation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A webhook behind a URL, called as DPS calls it: a POST with the request as JSON, and the URL's query, which may hold a function key.
 * Redirects are not followed. Not documented, so a guess: no answer in time, and no connection, count as 503, so DPS asks again.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class HttpWebhook implements CustomAllocation {

    /** What Azure Functions gives an HTTP call at most; DPS does not publish what it does. */
    public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(230);

    private static final Logger LOG = LoggerFactory.getLogger(HttpWebhook.class);

    private final URI url;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * A webhook.
     *
     * @param client brings the trust in the webhook's certificate, if that needs any
     * @param timeout how long to wait for an answer
     */
    public HttpWebhook(URI url, HttpClient client, Duration timeout) {
        this.url = Objects.requireNonNull(url, "url");
        this.client = Objects.requireNonNull(client, "client");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    /** For an enrollment: the webhook behind that URL chooses the hub. */
    public static HubAllocation allocation(URI url) {
        return new HubAllocation.Custom(new HttpWebhook(url, HttpClient.newHttpClient(), STANDARD_TIMEOUT), url);
    }

    @Override
    public WebhookResponse allocate(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new WebhookResponse(response.statusCode(), response.body());
        } catch (IOException e) {
            LOG.warn("the webhook at {}:{} gave no answer: {}", url.getHost(), url.getPort(), e.toString());
            return new WebhookResponse(503, new byte[0]);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LifecycleException.interrupted(e);
        }
    }
}
