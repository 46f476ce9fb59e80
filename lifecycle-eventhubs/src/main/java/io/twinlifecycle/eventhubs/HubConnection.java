package io.twinlifecycle.eventhubs;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.models.EventHubConnectionStringProperties;
import io.twinlifecycle.Texts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the event hub is and how to get in. */
final class HubConnection {

    static final String DEFAULT_HUB = "lifecycleevents";

    private @Nullable String connectionString;
    private @Nullable String entityPath;
    private @Nullable String namespace;
    private @Nullable TokenCredential credential;
    private @Nullable String eventHubName;

    void connectionString(String connectionString) {
        Objects.requireNonNull(connectionString, "connectionString");
        try {
            entityPath =
                    EventHubConnectionStringProperties.parse(connectionString).getEntityPath();
        } catch (RuntimeException e) {
            // The client's message shows pieces of the string, so neither message nor cause goes on.
            throw new IllegalArgumentException("this is no connection string of Event Hubs; expected"
                    + " Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…");
        }
        this.connectionString = connectionString;
    }

    void credential(String namespace, TokenCredential credential) {
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.credential = Objects.requireNonNull(credential, "credential");
    }

    void eventHubName(String eventHubName) {
        this.eventHubName = Objects.requireNonNull(eventHubName, "eventHubName");
    }

    void applyTo(EventProcessorClientBuilder client) {
        if ((connectionString == null) == (credential == null)) {
            throw new IllegalArgumentException("give either a connection string or a namespace with a credential");
        }
        if (connectionString == null) {
            client.credential(
                    Objects.requireNonNull(namespace),
                    eventHubName == null ? DEFAULT_HUB : eventHubName,
                    Objects.requireNonNull(credential));
        } else {
            client.connectionString(connectionString, eventHubOf(entityPath));
        }
    }

    private String eventHubOf(@Nullable String entityPath) {
        if (entityPath == null || entityPath.isEmpty()) {
            return eventHubName == null ? DEFAULT_HUB : eventHubName;
        }
        if (eventHubName != null && !eventHubName.equals(entityPath)) {
            throw new IllegalArgumentException("the connection string is for event hub " + Texts.quoted(entityPath)
                    + ", not for " + Texts.quoted(eventHubName) + "; leave the name out or correct it");
        }
        return entityPath;
    }
}
