package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects what a local cloud is to have. Not safe for use by many threads. */
public final class LocalCloudBuilder {

    /** The event hub of Microsoft's article, to which lifecycle events are routed. */
    public static final String LIFECYCLE_EVENTS = "lifecycleevents";

    /** The event hub to which the IoT hubs send telemetry that no other route takes: in place of their built-in endpoint. */
    public static final String TELEMETRY = "telemetry";

    private static final int STANDARD_PARTITIONS = 4;

    private final List<String> iotHubs = new ArrayList<>();
    private final Map<String, Integer> eventHubs = new LinkedHashMap<>();
    private TimeSource time = TimeSource.system();
    private LocalPorts ports = LocalPorts.free();
    private @Nullable LocalTls tls;
    private boolean mqtt;

    LocalCloudBuilder() {}

    /** IoT hubs, such as {@code hub-a}, linked to DPS in this order; if none is named, {@code hub-a} and {@code hub-b}. */
    public LocalCloudBuilder iotHubs(String... names) {
        iotHubs.addAll(List.of(names));
        return this;
    }

    /** An event hub beside {@value #LIFECYCLE_EVENTS} and {@value #TELEMETRY}, or one of these with another number of partitions than 4. */
    public LocalCloudBuilder eventHub(String name, int partitions) {
        eventHubs.put(name, partitions);
        return this;
    }

    /** DPS and the IoT hubs speak MQTT too, for devices; needs {@code io.netty:netty-codec-mqtt} and {@code io.netty:netty-handler}. */
    public LocalCloudBuilder withMqtt() {
        mqtt = true;
        return this;
    }

    /** The clock of all that is stored; the machine's if not set. Tokens and connections go by the machine's clock in any case. */
    public LocalCloudBuilder timeSource(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
        return this;
    }

    /** Where the servers listen; any free ports if not set. */
    public LocalCloudBuilder ports(LocalPorts ports) {
        this.ports = Objects.requireNonNull(ports, "ports");
        return this;
    }

    /** The certificate that all servers show; a new one if not set. */
    public LocalCloudBuilder tls(LocalTls tls) {
        this.tls = Objects.requireNonNull(tls, "tls");
        return this;
    }

    /**
     * The cloud, whose servers listen.
     *
     * @throws IllegalStateException if a library that a server needs is not there; the message names it
     * @throws java.io.UncheckedIOException if a port is taken
     */
    public LocalCloud start() {
        return new LocalCloud(this);
    }

    List<String> iotHubNames() {
        return iotHubs.isEmpty() ? List.of("hub-a", "hub-b") : List.copyOf(iotHubs);
    }

    Map<String, Integer> eventHubSizes() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put(LIFECYCLE_EVENTS, STANDARD_PARTITIONS);
        all.put(TELEMETRY, STANDARD_PARTITIONS);
        all.putAll(eventHubs);
        return all;
    }

    TimeSource time() {
        return time;
    }

    LocalPorts ports() {
        return ports;
    }

    LocalTls certificate() {
        return tls == null ? new LocalTls(TimeSource.system().now()) : tls;
    }

    boolean hasMqtt() {
        return mqtt;
    }
}
