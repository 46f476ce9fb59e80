package io.twinlifecycle.samples.functions;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.models.EventHubConnectionStringProperties;
import io.twinlifecycle.eventhubs.EventHubsDeadLetterSink;
import io.twinlifecycle.retirement.DeadLetterSink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The event hub of dead letters: {@value #DEFAULT_NAME} in the namespace of {@code EVENTHUB_CONNECTIONSTRING}, or what {@code
 * DEADLETTER_CONNECTIONSTRING} says. As for the host's own connections, a setting {@code …__fullyQualifiedNamespace} in place of a
 * connection string means: with the app's managed identity.
 *
 * <p>A function sends its dead letters itself. An output binding would send them after the function has returned: too late for it to know
 * that they are safe, and not at all if it throws.
 *
 * @param setting the app setting that says where the hub is
 * @param value a connection string, or a namespace
 * @param name the event hub
 * @param keyless whether the value is a namespace
 */
record DeadLetterHub(String setting, String value, String name, boolean keyless) {

    static final String DEFAULT_NAME = "lifecycleevents-deadletter";

    private static final String OWN = "DEADLETTER_CONNECTIONSTRING";
    private static final String KEYLESS = "__fullyQualifiedNamespace";

    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(5);

    /** One attempt to park: two tries and the pause between them. The processor makes more attempts, within its budget. */
    static final Duration LONGEST_ATTEMPT = TRY_TIMEOUT.multipliedBy(2).plusSeconds(1);

    /**
     * The hub that these app settings name.
     *
     * @throws IllegalArgumentException if they name none, or the one that is read
     */
    static DeadLetterHub of(Map<String, String> settings) {
        return find(settings, OWN)
                .or(() -> find(settings, DeleteDeviceInTwinFunc.CONNECTION))
                .orElseThrow(() -> new IllegalArgumentException("no app setting says where dead letters go: set " + OWN
                        + " or " + DeleteDeviceInTwinFunc.CONNECTION + ", or either with " + KEYLESS));
    }

    /** A sink that sends to it. It connects when it gets its first letter, and stays connected. */
    DeadLetterSink sink() {
        EventHubClientBuilder client = new EventHubClientBuilder()
                .retryOptions(new AmqpRetryOptions().setTryTimeout(TRY_TIMEOUT).setMaxRetries(1));
        if (keyless) {
            client.credential(value, name, new DefaultAzureCredentialBuilder().build());
        } else {
            client.connectionString(value, name);
        }
        return new EventHubsDeadLetterSink(client.buildProducerClient());
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return name + " (" + setting + ")";
    }

    private static Optional<DeadLetterHub> find(Map<String, String> settings, String setting) {
        return text(settings, setting)
                .map(value -> new DeadLetterHub(setting, value, nameIn(setting, value), false))
                .or(() -> text(settings, setting + KEYLESS)
                        .map(value -> new DeadLetterHub(setting + KEYLESS, value, DEFAULT_NAME, true)));
    }

    private static Optional<String> text(Map<String, String> settings, String setting) {
        return Optional.ofNullable(settings.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String nameIn(String setting, String connectionString) {
        Optional<String> path = entityPath(setting, connectionString);
        boolean isRead = setting.equals(OWN)
                ? path.filter(DeleteDeviceInTwinFunc.EVENT_HUB::equalsIgnoreCase)
                        .isPresent()
                : path.isPresent();
        if (isRead) {
            throw new IllegalArgumentException(
                    "the connection string in " + setting + " is for the event hub that is read;" + " set " + OWN
                            + " to one that may send to " + DEFAULT_NAME);
        }
        return path.orElse(DEFAULT_NAME);
    }

    private static Optional<String> entityPath(String setting, String connectionString) {
        try {
            return Optional.ofNullable(
                    EventHubConnectionStringProperties.parse(connectionString).getEntityPath());
        } catch (RuntimeException e) {
            // The client's message shows pieces of the string, so neither message nor cause goes on.
            throw new IllegalArgumentException(
                    "the app setting " + setting + " holds no connection string of Event Hubs");
        }
    }
}
