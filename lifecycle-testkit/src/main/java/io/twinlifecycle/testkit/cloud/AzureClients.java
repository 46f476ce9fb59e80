package io.twinlifecycle.testkit.cloud;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/** Points the clients' builders at local servers. Apart from the facade, so that this works without a client that is not there. */
final class AzureClients {

    private AzureClients() {}

    static DigitalTwinsClientBuilder configure(DigitalTwinsClientBuilder builder, LocalAdt adt) {
        return builder.endpoint("https://localhost:" + adt.httpEndpoint().getPort())
                .credential(credential())
                .addPolicy(new LoopbackScheme());
    }

    static EventHubClientBuilder configure(EventHubClientBuilder builder, LocalEventHubs server, String hub) {
        return builder.connectionString(server.connectionString(hub));
    }

    static EventProcessorClientBuilder configure(
            EventProcessorClientBuilder builder, LocalEventHubs server, String hub) {
        return builder.connectionString(server.connectionString(hub));
    }

    /** Any token will do. */
    private static TokenCredential credential() {
        return request -> Mono.fromSupplier(() ->
                new AccessToken("local", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1)));
    }
}
