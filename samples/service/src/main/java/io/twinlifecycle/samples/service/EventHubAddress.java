package io.twinlifecycle.samples.service;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import java.util.function.Supplier;

/** How the event hubs are entered: with a connection string, or by a namespace's name and the service's identity. */
final class EventHubAddress {

    private static final String EVENTS = "twin-lifecycle.events";
    private static final String DEAD_LETTERS = "twin-lifecycle.dead-letters";

    private EventHubAddress() {}

    /** The processor of lifecycle events. */
    static EventHubsLifecycleProcessor events(
            EventHubsLifecycleProcessor.Builder builder, ServiceSettings settings, Supplier<TokenCredential> identity) {
        ServiceSettings.Events events = settings.events();
        return WrongSettingException.check(EVENTS, () -> {
            if (events.connectionString() != null) {
                return builder.connectionString(events.connectionString().value())
                        .eventHubName(events.eventHub())
                        .build();
            }
            return builder.credential(namespace(events), identity.get())
                    .eventHubName(events.eventHub())
                    .build();
        });
    }

    /** The event hub of dead letters: by a connection string of its own, else as the events are received. */
    static EventHubClientBuilder deadLetters(ServiceSettings settings, Supplier<TokenCredential> identity) {
        ServiceSettings.DeadLetters letters = settings.deadLetters();
        if (letters.connectionString() != null) {
            return byConnectionString(DEAD_LETTERS, letters.connectionString(), letters.eventHub());
        }
        Secret shared = settings.events().connectionString();
        return shared == null
                ? WrongSettingException.check(
                        EVENTS,
                        () -> new EventHubClientBuilder()
                                .credential(namespace(settings.events()), letters.eventHub(), identity.get()))
                : byConnectionString(EVENTS, shared, letters.eventHub());
    }

    /** The client's own message shows pieces of the string, so neither message nor cause goes on. */
    private static EventHubClientBuilder byConnectionString(String setting, Secret connection, String eventHub) {
        try {
            return new EventHubClientBuilder().connectionString(connection.value(), eventHub);
        } catch (RuntimeException e) {
            throw new WrongSettingException(
                    setting + ".connection-string",
                    "this is no connection string with which dead letters can be sent to the event hub " + eventHub
                            + "; if it names another event hub, give " + DEAD_LETTERS + " one of its own",
                    null);
        }
    }

    private static String namespace(ServiceSettings.Events events) {
        String namespace = events.namespace();
        if (namespace == null || namespace.isBlank()) {
            throw new IllegalArgumentException(
                    "give either a connection-string, or as namespace its host name, which is"
                            + " entered with the service's identity");
        }
        return namespace;
    }
}
