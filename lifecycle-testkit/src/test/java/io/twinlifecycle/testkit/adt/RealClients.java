package io.twinlifecycle.testkit.adt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.testkit.SampleModels;
import java.time.Duration;
import java.time.OffsetDateTime;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import reactor.core.publisher.Mono;

/** A local server, and the unmodified Azure clients that talk to it over HTTPS. */
final class RealClients implements AutoCloseable {

    private final LocalAdt adt = LocalAdt.start();
    private final OkHttpClient okHttp = new OkHttpClient.Builder()
            .sslSocketFactory(adt.sslContext().getSocketFactory(), adt.trustManager())
            .retryOnConnectionFailure(false)
            .build();

    LocalAdt adt() {
        return adt;
    }

    DigitalTwinsClient sync() {
        return builder(0).buildClient();
    }

    DigitalTwinsClient syncWithRetries(int retries) {
        return builder(retries).buildClient();
    }

    DigitalTwinsAsyncClient async() {
        return builder(0).buildAsyncClient();
    }

    RealClients withSampleModels() {
        adt.graph().models().addTexts(SampleModels.all());
        return this;
    }

    /** The call fails with this status, and with this code in the header and in the envelope. */
    static void assertRefused(int status, String code, ThrowingCallable call) {
        HttpResponseException e = catchThrowableOfType(HttpResponseException.class, call);
        assertThat(e).as("refusal with %d %s", status, code).isNotNull();
        assertThat(e.getResponse().getStatusCode()).isEqualTo(status);
        assertThat(e.getResponse().getHeaderValue(HttpHeaderName.fromString("x-ms-error-code")))
                .isEqualTo(code);
        assertThat(e.getMessage()).contains("\"code\":\"" + code + "\"");
    }

    @Override
    public void close() {
        okHttp.dispatcher().executorService().shutdown();
        okHttp.connectionPool().evictAll();
        adt.close();
    }

    private DigitalTwinsClientBuilder builder(int retries) {
        HttpClient http = new OkHttpAsyncHttpClientBuilder(okHttp).build();
        return new DigitalTwinsClientBuilder()
                .endpoint(adt.endpoint().toString())
                .credential(request -> Mono.just(new AccessToken("fake", OffsetDateTime.MAX)))
                .retryOptions(new RetryOptions(new FixedDelayOptions(retries, Duration.ofMillis(1))))
                .httpClient(http);
    }
}
