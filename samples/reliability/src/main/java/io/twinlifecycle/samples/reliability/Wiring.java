package io.twinlifecycle.samples.reliability;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.adt.AdtClients;
import java.security.GeneralSecurityException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The real clients, as an application would set them up, but for the local servers' certificate and account. */
final class Wiring {

    /** Any token will do for a local server. */
    static final TokenCredential CREDENTIAL = request -> Mono.just(
            new AccessToken("local", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1)));

    private Wiring() {}

    /** A client of the HTTP client's own kind, with room for so many calls at once. */
    static OkHttpClient http(@Nullable X509TrustManager trust, int calls) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(calls);
        dispatcher.setMaxRequestsPerHost(calls);
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(calls, 5, TimeUnit.MINUTES));
        return trust == null
                ? client.build()
                : client.sslSocketFactory(context(trust).getSocketFactory(), trust)
                        .build();
    }

    static DigitalTwinsAsyncClient adt(String endpoint, OkHttpClient http, TokenCredential credential) {
        return new DigitalTwinsClientBuilder()
                .endpoint(endpoint)
                .credential(credential)
                .httpClient(new OkHttpAsyncHttpClientBuilder(http).build())
                .retryOptions(AdtClients.retries())
                .buildAsyncClient();
    }

    private static SSLContext context(X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }
}
