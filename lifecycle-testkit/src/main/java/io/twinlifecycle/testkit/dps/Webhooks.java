package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.Texts;
import io.twinlifecycle.testkit.world.HubAllocation;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/** The webhooks that enrollments of the service API name. Only those on loopback are called, unless a test allows more. */
final class Webhooks {

    private final HttpClient client;
    private volatile Predicate<URI> allowed = url -> false;

    Webhooks(SSLContext trust) {
        client = HttpClient.newBuilder().sslContext(trust).build();
    }

    void allow(Predicate<URI> more) {
        allowed = more;
    }

    /**
     * The webhook behind a URL chooses the hub.
     *
     * @throws IllegalArgumentException if the URL is none, or may not be called
     */
    HubAllocation at(String address, String apiVersion) {
        URI url = URI.create(address);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("webhookUrl must be an absolute http or https URL with a host");
        }
        if (!isLoopback(url.getHost()) && !allowed.test(url)) {
            throw new IllegalArgumentException("webhookUrl names the host " + Texts.quoted(url.getHost())
                    + ", but the local DPS calls webhooks on loopback only; LocalDps.allowWebhooks allows others");
        }
        return new HubAllocation.Custom(new HttpWebhook(url, client, HttpWebhook.STANDARD_TIMEOUT), url, apiVersion);
    }

    /** By its text alone: a name is not looked up. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
