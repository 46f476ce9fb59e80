package io.twinlifecycle.adt;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryOptions;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.twinlifecycle.Texts;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds clients of Azure Digital Twins that suit this library. Any other client works too; {@link #retries()} is what matters most.
 *
 * <p>The HTTP client is the one that the SDK finds on the class path; add one, such as {@code azure-core-http-okhttp} or {@code
 * azure-core-http-netty}, or give one of your own. Safe for use by many threads; so
 * are the clients, which hold their tokens and connections: build one and keep it.
 */
public final class AdtClients {

    /** The environment variable that {@link #fromEnvironment()} reads. */
    public static final String URL_VARIABLE = "ADT_SERVICE_URL";

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private AdtClients() {}

    /**
     * A client of one instance.
     *
     * @param url the instance's URL, such as {@code https://contoso.api.weu.digitaltwins.azure.net}
     * @param credential who calls; it needs the role <i>Azure Digital Twins Data Owner</i> on the instance
     * @throws IllegalArgumentException if this is no https URL, or one with a path
     */
    public static DigitalTwinsAsyncClient connect(String url, TokenCredential credential) {
        return builder(url, credential).buildAsyncClient();
    }

    /**
     * The same over an HTTP client of yours: with a proxy, a trust of your own, or more connections. OkHttp, for one, has five calls at a
     * time to one host unless its dispatcher is told otherwise.
     *
     * @throws IllegalArgumentException if this is no https URL, or one with a path
     */
    public static DigitalTwinsAsyncClient connect(String url, TokenCredential credential, HttpClient http) {
        return builder(url, credential)
                .httpClient(Objects.requireNonNull(http, "http"))
                .buildAsyncClient();
    }

    private static DigitalTwinsClientBuilder builder(String url, TokenCredential credential) {
        return new DigitalTwinsClientBuilder()
                .endpoint(endpoint(url))
                .credential(Objects.requireNonNull(credential, "credential"))
                .retryOptions(retries());
    }

    /**
     * A client of the instance that the environment variable {@value #URL_VARIABLE} names, for whoever the SDK's {@code
     * DefaultAzureCredential} finds: a managed identity in Azure, the developer at a desk.
     *
     * @throws IllegalArgumentException if the variable is missing or is no https URL
     */
    public static DigitalTwinsAsyncClient fromEnvironment() {
        return connect(urlFrom(System::getenv), new DefaultAzureCredentialBuilder().build());
    }

    /**
     * Retries that leave the caller's time budget alone: at most two, after 0.2 to 1 s, of connection failures and of answers that pass
     * (408, 429, 500, 502, 503, 504). An answer that asks to wait longer than that is handed up at once, with the wait it asks for, since
     * DPS and the event processor come back by themselves.
     */
    public static RetryOptions retries() {
        ExponentialBackoffOptions pauses = new ExponentialBackoffOptions()
                .setMaxRetries(2)
                .setBaseDelay(Duration.ofMillis(200))
                .setMaxDelay(LONGEST_PAUSE);
        return new RetryOptions(pauses).setShouldRetryCondition(AdtClients::isWorthARetry);
    }

    private static boolean isWorthARetry(RequestRetryCondition attempt) {
        HttpResponse answer = attempt.getResponse();
        if (answer == null) {
            Throwable failure = attempt.getThrowable();
            return failure instanceof IOException || failure instanceof TimeoutException;
        }
        return PASSING.contains(answer.getStatusCode())
                && RetryAfter.parse(answer.getHeaderValue(HttpHeaderName.RETRY_AFTER), Instant.now())
                        .map(pause -> pause.compareTo(LONGEST_PAUSE) <= 0)
                        .orElse(true);
    }

    static String urlFrom(UnaryOperator<@Nullable String> environment) {
        String url = environment.apply(URL_VARIABLE);
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + URL_VARIABLE
                    + " is not set; set it to the URL of the Azure Digital Twins instance");
        }
        return url;
    }

    static String endpoint(String url) {
        try {
            URI uri = new URI(url.strip());
            boolean bare = uri.getUserInfo() == null
                    && uri.getHost() != null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (bare && "https".equalsIgnoreCase(uri.getScheme())) {
                return "https://" + uri.getRawAuthority();
            }
        } catch (URISyntaxException e) {
            throw noUrl(url, e);
        }
        throw noUrl(url, null);
    }

    private static IllegalArgumentException noUrl(String url, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the URL of an Azure Digital Twins instance must look like https://contoso.api.weu.digitaltwins.azure.net,"
                        + " with https and without a path, but was " + Texts.quoted(url),
                cause);
    }
}
