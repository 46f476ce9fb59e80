package io.twinlifecycle.testkit.cloud;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.UrlBuilder;
import java.net.MalformedURLException;
import reactor.core.publisher.Mono;

/**
 * Sends over plain HTTP what is addressed with https. The SDK insists on https where a token goes along, but checks it before this policy has
 * its turn; so every HTTP client works here and none needs to trust the local certificate.
 */
final class LoopbackScheme implements HttpPipelinePolicy {

    @Override
    public HttpPipelinePosition getPipelinePosition() {
        return HttpPipelinePosition.PER_RETRY;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.defer(() -> {
            rewrite(context);
            return next.process();
        });
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        rewrite(context);
        return next.processSync();
    }

    private static void rewrite(HttpPipelineCallContext context) {
        try {
            context.getHttpRequest()
                    .setUrl(UrlBuilder.parse(context.getHttpRequest().getUrl())
                            .setScheme("http")
                            .toUrl());
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a URL with another scheme is a URL", e);
        }
    }
}
