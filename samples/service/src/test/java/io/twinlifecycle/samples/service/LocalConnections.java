package io.twinlifecycle.samples.service;

import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.adt.AdtClients;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The clients of the local cloud, in place of {@link AzureConnections}. What speaks Event Hubs needs no change: its settings lead there. */
@Configuration(proxyBeanMethods = false)
@Profile("local")
class LocalConnections {

    @Bean
    DigitalTwinsAsyncClient digitalTwins(LocalCloud cloud) {
        return cloud.configure(new DigitalTwinsClientBuilder())
                .httpClient(new OkHttpAsyncHttpClientBuilder().build())
                .retryOptions(AdtClients.retries())
                .buildAsyncClient();
    }
}
