package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.Texts;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what a server is to have. Not safe for use by many threads. */
public final class LocalEventHubsBuilder {

    /** The name of the key that may do everything. */
    static final String KEY_NAME = "local";

    private final Map<String, Integer> hubs = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private int port;
    private String key = randomKey();
    private final List<SasKey> moreKeys = new ArrayList<>();
    private Supplier<LocalTls> tls = () -> new LocalTls(TimeSource.system().now());
    private Duration retention = Duration.ofDays(1);
    private Duration idleTimeout = Duration.ofMinutes(4);
    private Duration idleLinks = Duration.ofMinutes(10);
    private TimeSource time = TimeSource.system();
    private TimeSource wireTime = TimeSource.system();

    LocalEventHubsBuilder() {}

    /**
     * A hub, with the consumer group {@code $Default}.
     *
     * @param partitions how many, 1 to 32; their ids count from 0
     * @throws IllegalArgumentException if the name or number is none that Event Hubs takes, or the hub is there
     */
    public LocalEventHubsBuilder hub(String name, int partitions) {
        checkName("hub", name);
        if (partitions < 1 || partitions > 32) {
            throw new IllegalArgumentException("a hub has 1 to 32 partitions, not " + partitions);
        }
        if (hubs.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
            throw new IllegalArgumentException("hub " + name + " is there already");
        }
        hubs.put(name, partitions);
        return this;
    }

    /**
     * Another consumer group of a hub.
     *
     * @throws IllegalArgumentException if the hub was not named before, or the group's name is none that Event Hubs takes
     */
    public LocalEventHubsBuilder consumerGroup(String hub, String group) {
        checkName("consumer group", group);
        if (!hubs.containsKey(hub)) {
            throw new IllegalArgumentException("name hub " + hub + " before its consumer groups");
        }
        groups.computeIfAbsent(hub, name -> new ArrayList<>()).add(group);
        return this;
    }

    /** The port; if not set, or 0, any that is free. */
    public LocalEventHubsBuilder port(int port) {
        this.port = port;
        return this;
    }

    /** The shared access key, for connection strings that are written down; if not set, another one each time. */
    public LocalEventHubsBuilder sharedAccessKey(String key) {
        this.key = checkKey(key);
        return this;
    }

    /**
     * Another shared access key, beside the first one that may do everything.
     *
     * @param rights what its owner may do
     * @throws IllegalArgumentException if a key of that name is there, or it has no rights
     */
    public LocalEventHubsBuilder sharedAccessKey(String name, String key, Set<AccessRight> rights) {
        checkName("shared access key", name);
        if (name.equals(KEY_NAME) || moreKeys.stream().anyMatch(other -> name.equals(other.name()))) {
            throw new IllegalArgumentException("shared access key " + name + " is there already");
        }
        if (rights.isEmpty()) {
            throw new IllegalArgumentException("shared access key " + name + " without rights is of no use");
        }
        moreKeys.add(new SasKey(name, checkKey(key), Set.copyOf(rights)));
        return this;
    }

    /** The certificate for clients that speak TLS; if not set, one of its own. Servers that one client is to trust share one. */
    public LocalEventHubsBuilder tls(LocalTls tls) {
        Objects.requireNonNull(tls, "tls");
        this.tls = () -> tls;
        return this;
    }

    /** How long events stay; 1 day if not set. */
    public LocalEventHubsBuilder retention(Duration retention) {
        this.retention = positive("retention", retention);
        return this;
    }

    /** How long a client may say nothing before it is taken for dead; 4 minutes if not set. The Azure client sends empty frames in time. */
    public LocalEventHubsBuilder idleTimeout(Duration idleTimeout) {
        this.idleTimeout = positive("idle timeout", idleTimeout);
        return this;
    }

    /** How long a link may be open on which nothing is sent; 10 minutes if not set, as in the service. The clients open it anew. */
    public LocalEventHubsBuilder idleLinks(Duration idle) {
        idleLinks = positive("idle time of links", idle);
        return this;
    }

    /**
     * The clock that stamps, ages and delays events; the machine's own if not set. Tokens and idle connections go by the machine's clock
     * in any case, since the clients' do.
     */
    public LocalEventHubsBuilder timeSource(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
        return this;
    }

    /** For tests of the server itself. */
    LocalEventHubsBuilder wireTime(TimeSource time) {
        wireTime = time;
        return this;
    }

    /**
     * The server, which listens.
     *
     * @throws IllegalArgumentException if it has no hub
     * @throws IllegalStateException if proton-j is not there
     * @throws UncheckedIOException if it cannot listen
     */
    public LocalEventHubs start() {
        if (hubs.isEmpty()) {
            throw new IllegalArgumentException("a server without hubs is of no use; name one");
        }
        requireEngine();
        return new LocalEventHubs(this);
    }

    Collection<Hub> hubs() {
        return hubs.entrySet().stream()
                .map(hub -> new Hub(
                        hub.getKey(),
                        hub.getValue(),
                        groups.getOrDefault(hub.getKey(), List.of()),
                        retention,
                        time.now()))
                .toList();
    }

    SasKeys keys() {
        List<SasKey> keys = new ArrayList<>(moreKeys);
        keys.add(new SasKey(KEY_NAME, key, Grant.ALL));
        return new SasKeys(keys);
    }

    Supplier<LocalTls> tls() {
        return tls;
    }

    Duration idleLinks() {
        return idleLinks;
    }

    int port() {
        return port;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    TimeSource time() {
        return time;
    }

    TimeSource wireTime() {
        return wireTime;
    }

    private static String randomKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String checkKey(String key) {
        if (key.isBlank() || key.contains(";")) {
            throw new IllegalArgumentException("a key must not be blank nor have a semicolon");
        }
        return key;
    }

    private static void checkName(String what, String name) {
        // Letters, digits, periods, hyphens and underscores, a letter or digit first and last (Microsoft's naming
        // rules).
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,254}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("no name of a " + what + ": " + Texts.quoted(name));
        }
    }

    private static Duration positive(String what, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(what + " must be positive but was " + value);
        }
        return value;
    }

    private static void requireEngine() {
        try {
            Class.forName("org.apache.qpid.proton.Proton");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "LocalEventHubs needs org.apache.qpid:proton-j: azure-messaging-eventhubs brings it along, or add"
                            + " it yourself",
                    e);
        }
    }
}
