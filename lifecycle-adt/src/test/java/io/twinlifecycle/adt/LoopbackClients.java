package io.twinlifecycle.adt;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.UrlBuilder;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/**
 * Clients of a server on this machine that speaks plain HTTP. The SDK sends tokens over https only, so the URL stays https until the last
 * policy before the wire.
 */
final class LoopbackClients {

    static final TokenCredential CREDENTIAL = request -> Mono.just(
            new AccessToken("token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));

    private LoopbackClients() {}

    static DigitalTwinsClientBuilder builder(int port) {
        return new DigitalTwinsClientBuilder()
                .endpoint("https://127.0.0.1:" + port)
                .credential(CREDENTIAL)
                .retryOptions(AdtClients.retries())
                .addPolicy(new PlainHttp());
    }

    private static final class PlainHttp implements HttpPipelinePolicy {
        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            String url = UrlBuilder.parse(context.getHttpRequest().getUrl())
                    .setScheme("http")
                    .toString();
            context.getHttpRequest().setUrl(url);
            return next.process();
        }

        @Override
        public HttpPipelinePosition getPipelinePosition() {
            return HttpPipelinePosition.PER_RETRY;
        }
    }
}
