package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.Texts;
import io.twinlifecycle.TimeSource;
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
import org.jspecify.annotations.Nullable;

/** Collects what a server is to have. Not safe for use by many threads. */
public final class LocalEventHubsBuilder {

    private static final String KEY_NAME = "local";

    private final Map<String, Integer> hubs = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private int port;
    private @Nullable String key;
    private Duration retention = Duration.ofDays(1);
    private Duration idleTimeout = Duration.ofMinutes(4);
    private TimeSource time = TimeSource.system();

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
        if (key.isBlank() || key.contains(";")) {
            throw new IllegalArgumentException("a key must not be blank nor have a semicolon");
        }
        this.key = key;
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

    /**
     * The clock that stamps, ages and delays events; the machine's own if not set. Tokens and idle connections go by the machine's clock
     * in any case, since the clients' do.
     */
    public LocalEventHubsBuilder timeSource(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
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

    SasKey key() {
        return new SasKey(KEY_NAME, key == null ? randomKey() : key);
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

    private static String randomKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
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
                    "LocalEventHubs needs org.apache.qpid:proton-j: azure-messaging-eventhubs brings it along, or add it"
                            + " yourself",
                    e);
        }
    }
}
