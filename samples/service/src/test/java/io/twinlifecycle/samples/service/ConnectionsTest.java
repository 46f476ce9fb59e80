package io.twinlifecycle.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.checkpointstore.blob.BlobCheckpointStore;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Mono;

/** The clients of Azure are made of the settings; nobody is called, since there is no Azure here. */
class ConnectionsTest {

    private static final String SECRET = "c2VjcmV0IG9mIGEgdGVzdA==";
    private static final String EVENTS =
            "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=" + SECRET;
    private static final String BLOBS =
            "DefaultEndpointsProtocol=https;AccountName=contoso;EndpointSuffix=core.windows.net;AccountKey=" + SECRET;

    private final TokenCredential identity = request -> Mono.error(new AssertionError("nobody is to be called"));

    @Test
    void needNothingButNamesWithAnIdentity() {
        ServiceSettings settings = settings(Map.of(
                "digital-twins.url", "https://contoso.api.weu.digitaltwins.azure.net",
                "events.namespace", "contoso.servicebus.windows.net",
                "checkpoints.container-url", "https://contoso.blob.core.windows.net/checkpoints"));
        AzureConnections azure = new AzureConnections();

        assertThat(azure.digitalTwins(settings, identity)).isNotNull();
        assertThat(azure.checkpointStore(settings, identity)).isInstanceOf(BlobCheckpointStore.class);
        assertThat(deadLetters(settings)).isEqualTo("contoso.servicebus.windows.net/lifecycle-dead-letters");
    }

    @Test
    void takeConnectionStringsInstead() {
        ServiceSettings settings =
                settings(Map.of("events.connection-string", EVENTS, "checkpoints.connection-string", BLOBS));

        assertThat(new AzureConnections().checkpointStore(settings, identity)).isInstanceOf(BlobCheckpointStore.class);
        assertThat(deadLetters(settings)).isEqualTo("contoso.servicebus.windows.net/lifecycle-dead-letters");
    }

    @Test
    void sendDeadLettersNeverToTheEventHubOfTheEvents() {
        ServiceSettings ofOneHub = settings(Map.of("events.connection-string", EVENTS + ";EntityPath=lifecycleevents"));

        assertThatThrownBy(() -> deadLetters(ofOneHub))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("give twin-lifecycle.dead-letters one of its own")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void areNotGivenAwayByTheSettings() {
        ServiceSettings settings = settings(Map.of(
                "webhook.keys", "a-key-that-only-dps-has," + SECRET,
                "events.connection-string", EVENTS,
                "checkpoints.connection-string", BLOBS,
                "dead-letters.connection-string", EVENTS));

        assertThat(settings.toString())
                .contains("keys=[****, ****]", "connectionString=****")
                .doesNotContain(SECRET, "a-key-that-only-dps-has");
    }

    private String deadLetters(ServiceSettings settings) {
        try (EventHubProducerClient client =
                EventHubAddress.deadLetters(settings, () -> identity).buildProducerClient()) {
            return client.getFullyQualifiedNamespace() + "/" + client.getEventHubName();
        }
    }

    private static ServiceSettings settings(Map<String, String> given) {
        Map<String, String> named = new HashMap<>();
        given.forEach((name, value) -> named.put("twin-lifecycle." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("twin-lifecycle", ServiceSettings.class);
    }
}
