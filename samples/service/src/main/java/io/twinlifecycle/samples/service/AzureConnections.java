package io.twinlifecycle.samples.service;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.eventhubs.CheckpointStore;
import io.twinlifecycle.adt.AdtClients;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The clients of Azure. With the profile {@code local} others take their place, of the local cloud. Nothing is called at the start. */
@Configuration(proxyBeanMethods = false)
@Profile("!local")
class AzureConnections {

    @Bean
    TokenCredential credential() {
        return new DefaultAzureCredentialBuilder().build();
    }

    @Bean
    DigitalTwinsAsyncClient digitalTwins(ServiceSettings settings, TokenCredential credential) {
        ServiceSettings.DigitalTwins twins = settings.digitalTwins();
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(twins.connections());
        dispatcher.setMaxRequestsPerHost(twins.connections()); // five unless said otherwise
        OkHttpClient http = new OkHttpClient.Builder().dispatcher(dispatcher).build();
        return WrongSettingException.check(
                "twin-lifecycle.digital-twins.url",
                () -> AdtClients.connect(twins.url(), credential, new OkHttpAsyncHttpClientBuilder(http).build()));
    }

    @Bean
    CheckpointStore checkpointStore(ServiceSettings settings, TokenCredential credential) {
        return CheckpointBlobs.store(settings.checkpoints(), credential);
    }
}
