package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A local server that speaks the wire protocol of Azure Event Hubs, AMQP 1.0, so that the unmodified client sends to it and receives
 * from it. It listens on loopback only, at a port that the system chooses, and starts in milliseconds.
 *
 * <pre>{@code
 * try (LocalEventHubs server = LocalEventHubs.builder().hub("lifecycleevents", 4).start();
 *         EventHubProducerClient producer = new EventHubClientBuilder()
 *                 .connectionString(server.connectionString("lifecycleevents"))
 *                 .buildProducerClient()) {
 *     producer.send(List.of(new EventData("{}")));
 *     server.append("lifecycleevents", LifecycleEvents.deviceDeleted().envelope());
 *     server.faults().detachLinks("lifecycleevents");
 *     assertThat(server.events("lifecycleevents")).hasSize(2);
 * }
 * }</pre>
 *
 * <p>It needs {@code org.apache.qpid:proton-j}, which {@code azure-messaging-eventhubs} brings along.
 *
 * <p>It imitates: hubs with partitions and consumer groups, whose names compare ignoring case; sending to a hub (by partition key, else to
 * each partition in turn) and to a partition, single events and batches of up to 1 MiB; receiving from every start position, with credit;
 * owner levels, and at most five receivers without one for each partition and consumer group; the properties of hubs and partitions, and
 * the last enqueued event with each delivery for a receiver that asks; shared access signatures (key, rights, signature, expiry,
 * resource); links that end when their token expires, or when nothing was sent on them for ten minutes; TLS, at the same port;
 * retention; idle connections; the refusals {@code amqp:not-found}, {@code amqp:link:stolen}, {@code amqp:unauthorized-access}, {@code
 * amqp:resource-limit-exceeded}, {@code amqp:link:message-size-exceeded} and {@code com.microsoft:argument-error} (for a position behind
 * the end).
 *
 * <p>Of an Entra ID token nothing is checked but until when it is good, if the client or the token says so: whoever has one may do
 * everything. The Azure client insists on TLS then, and asks the JVM ({@code SSLContext.getDefault()}) whom to trust:
 *
 * <pre>{@code
 * SSLContext.setDefault(server.tls().clientContext());
 * new EventHubClientBuilder()
 *         .credential("myns.servicebus.windows.net", "lifecycleevents", credential)
 *         .customEndpointAddress(server.endpoint().toString());
 * }</pre>
 *
 * <p>It does not imitate, and refuses with {@code amqp:not-implemented} if a client asks: idempotent producers, transactions, publisher
 * policies, other filters than start positions. Nor is there: web sockets; connections that end when they have no links; throughput units
 * and quotas, unless scripted with {@link #faults}; capture, schema registry, geo-replication, the Kafka protocol. The hash of partition
 * keys is stable, but another one than the service's. A guess: every right of a key is enough to read the properties of a hub.
 *
 * <p>Nothing is written to disk, and nothing but the retention bounds what is held in memory. Safe for use by many threads.
 */
public final class LocalEventHubs implements AutoCloseable {

    /** Makes a client connect without TLS. */
    private static final String PLAIN = ";UseDevelopmentEmulator=true";

    private final EventStore store;
    private final SasKeys keys;
    private final Supplier<LocalTls> makesTls;
    private final Duration idleLinks;
    private final TimeSource time;
    private final TimeSource wireTime;
    private final EventHubsFaults faults = new EventHubsFaults(new LoopWire());
    private final EngineLoop loop;
    private @Nullable LocalTls tls;
    private @Nullable SSLContext serverContext;

    LocalEventHubs(LocalEventHubsBuilder builder) {
        time = builder.time();
        wireTime = builder.wireTime();
        keys = builder.keys();
        makesTls = builder.tls();
        idleLinks = builder.idleLinks();
        store = new EventStore(builder.hubs());
        try {
            loop = EngineLoop.start(
                    builder.port(), builder.idleTimeout(), new TlsLayer(this::serverContext), service());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback, port " + builder.port(), e);
        }
    }

    /** Starts building a server. */
    public static LocalEventHubsBuilder builder() {
        return new LocalEventHubsBuilder();
    }

    /** The port that it listens at. */
    public int port() {
        return loop.port();
    }

    /** What a client with a token credential takes as its custom endpoint address; it speaks TLS then, and has to trust {@link #tls}. */
    public URI endpoint() {
        return URI.create("https://localhost:" + port());
    }

    /** The certificate for clients that speak TLS; made when it is first needed, if the builder was given none. */
    public synchronized LocalTls tls() {
        if (tls == null) {
            tls = makesTls.get();
        }
        return tls;
    }

    /**
     * What a client connects with to send to a hub and to receive from it, without TLS.
     *
     * @throws IllegalArgumentException if there is no such hub
     */
    public String connectionString(String hub) {
        return connectionString() + ";EntityPath=" + find(hub).name();
    }

    /**
     * The same with another key of the builder's.
     *
     * @throws IllegalArgumentException if there is no such hub or key
     */
    public String connectionString(String hub, String keyName) {
        return connectionString(keys.named(keyName)) + PLAIN + ";EntityPath="
                + find(hub).name();
    }

    /** What a client connects with to all hubs, without TLS; it names the hub itself. */
    public String connectionString() {
        return connectionString(keys.named(LocalEventHubsBuilder.KEY_NAME)) + PLAIN;
    }

    /**
     * What a client connects with that speaks TLS and takes a port from a connection string; it has to trust {@link #tls}.
     *
     * @throws IllegalArgumentException if there is no such hub
     */
    public String tlsConnectionString(String hub) {
        return connectionString(keys.named(LocalEventHubsBuilder.KEY_NAME)) + ";EntityPath="
                + find(hub).name();
    }

    private String connectionString(SasKey key) {
        return "Endpoint=sb://localhost:" + port() + ";SharedAccessKeyName=" + key.name() + ";SharedAccessKey="
                + key.key();
    }

    /**
     * Stores an event as if a service had sent it, such as IoT Hub with its {@code iothub-*} annotations. It goes to the partition of its
     * system property {@code x-opt-partition-key}, else to each in turn.
     *
     * @param event its source is left out, and so are its sequence number, offset and enqueued time
     * @return the event as it is stored
     * @throws IllegalArgumentException if there is no such hub, or AMQP cannot carry a value of the event
     */
    public StoredEvent append(String hub, EventEnvelope event) {
        Object partitionKey = event.systemProperties().get(MessageCodec.PARTITION_KEY.toString());
        return append(find(hub), find(hub).choose(partitionKey == null ? null : partitionKey.toString()), event);
    }

    /**
     * Stores an event in a partition, as {@link #append(String, EventEnvelope)} does.
     *
     * @throws IllegalArgumentException if there is no such hub or partition, or AMQP cannot carry a value of the event
     */
    public StoredEvent append(String hub, String partitionId, EventEnvelope event) {
        return append(find(hub), partition(hub, partitionId), event);
    }

    /**
     * Stores an event in the partition of a key, always the same, as a service does that keeps what belongs together in order; the event
     * does not show the key.
     *
     * @throws IllegalArgumentException if there is no such hub, or AMQP cannot carry a value of the event
     */
    public StoredEvent appendByKey(String hub, String key, EventEnvelope event) {
        return append(find(hub), find(hub).choose(key), event);
    }

    /**
     * The events of a hub, by partition and in each partition in their order.
     *
     * @throws IllegalArgumentException if there is no such hub
     */
    public List<StoredEvent> events(String hub) {
        List<StoredMessage> all = new ArrayList<>();
        find(hub).partitions().forEach(partition -> all.addAll(partition.all(time.now())));
        return new EnvelopeCodec().readAll(find(hub).name(), all);
    }

    /**
     * The events of a partition, in their order.
     *
     * @throws IllegalArgumentException if there is no such hub or partition
     */
    public List<StoredEvent> events(String hub, String partitionId) {
        return new EnvelopeCodec()
                .readAll(find(hub).name(), partition(hub, partitionId).all(time.now()));
    }

    /** What is to go wrong. */
    public EventHubsFaults faults() {
        return faults;
    }

    /** Drops all connections and stops listening. What is stored can still be looked at. May be repeated. */
    @Override
    public void close() {
        loop.close();
    }

    private StoredEvent append(Hub hub, Partition partition, EventEnvelope event) {
        EnvelopeCodec codec = new EnvelopeCodec();
        MessageCodec.Incoming message = codec.write(event);
        StoredMessage stored = partition.append(time.now(), stamp -> codec.stamped(message, stamp));
        loop.wakeUp();
        return codec.read(hub.name(), stored);
    }

    private Hub find(String hub) {
        try {
            return store.hub(hub);
        } catch (Refusal e) {
            throw new IllegalArgumentException("there is no hub " + hub + "; name it when building the server", e);
        }
    }

    private Partition partition(String hub, String id) {
        return find(hub)
                .partition(id)
                .orElseThrow(() -> new IllegalArgumentException("hub " + hub + " has no partition " + id
                        + "; it has 0 to " + (find(hub).partitions().size() - 1)));
    }

    private synchronized SSLContext serverContext() {
        if (serverContext == null) {
            serverContext = tls().serverContext();
        }
        return serverContext;
    }

    private Service service() {
        return new Service(store, keys, faults, time, wireTime, new MessageCodec(), new OwnerLevels<>(), idleLinks);
    }

    private final class LoopWire implements EventHubsFaults.Wire {
        @Override
        public int detachLinks(String hub) {
            String name = find(hub).name();
            return loop.onEach(peer -> peer.detach(name));
        }

        @Override
        public int dropConnections() {
            return loop.dropAll();
        }
    }
}
