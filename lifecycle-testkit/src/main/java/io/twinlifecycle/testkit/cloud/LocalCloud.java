package io.twinlifecycle.testkit.cloud;

import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import io.twinlifecycle.HubName;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.dps.LocalDps;
import io.twinlifecycle.testkit.dps.LocalDpsBuilder;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubsBuilder;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.identity.LocalIdentity;
import io.twinlifecycle.testkit.iothub.LocalIotHub;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.EventRoute;
import io.twinlifecycle.testkit.world.EventSource;
import io.twinlifecycle.testkit.world.HubRoutes;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The whole cloud on a desk: Azure Digital Twins, DPS, IoT hubs and Event Hubs, as servers on loopback that unmodified clients talk to. One
 * {@link TwinGraph} and one {@link DeviceWorld} are the truth behind them; tests arrange and inspect through the same objects.
 *
 * <pre>{@code
 * try (LocalCloud cloud = LocalCloud.builder().iotHubs("hub-a", "hub-b").withMqtt().start()) {
 *     DigitalTwinsClient twins = cloud.configure(new DigitalTwinsClientBuilder()).buildClient();
 *     cloud.world().dps().enroll(DeviceEnrollment.group("thermostats", keys).custom(webhook::handle));
 *     String events = cloud.eventHubConnectionString("lifecycleevents");
 *     ...
 * }
 * }</pre>
 *
 * <p>Every hub routes its lifecycle events to the event hub {@value LocalCloudBuilder#LIFECYCLE_EVENTS}, those of modules among them, as IoT
 * Hub does, and its telemetry to {@value LocalCloudBuilder#TELEMETRY}; {@code world().hub("hub-a").routes()} changes that. The events of a
 * device are in one partition, as in the hubs' built-in endpoint; for routed events Microsoft does not say. DPS tells devices a hub's
 * address on loopback, where it can be reached; the webhook and the events have its name.
 *
 * <p>It needs {@code azure-messaging-eventhubs}, for its AMQP engine; the clients that it configures; and for MQTT Netty. Safe for use by
 * many threads.
 */
public final class LocalCloud implements AutoCloseable {

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);

    private final TwinGraph graph;
    private final DeviceWorld world;
    private final LocalTls tls;
    private final Servers servers = new Servers();
    private final LocalEventHubs eventHubs;
    private final LocalAdt adt;
    private final LocalDps dps;
    private final LocalIdentity identity;
    private final Map<HubName, LocalIotHub> iotHubs = new LinkedHashMap<>();
    private final boolean mqtt;
    private final CloudWeather weather;

    LocalCloud(LocalCloudBuilder builder) {
        graph = new TwinGraph(builder.time());
        world = new DeviceWorld(builder.time());
        tls = builder.certificate();
        builder.iotHubNames().forEach(world::addHub);
        LocalPorts ports = builder.ports();
        try {
            eventHubs = servers.add(eventHubs(builder, tls));
            adt = servers.add(LocalAdt.start(graph, ServerOptions.with(tls).withHttpsPort(ports.digitalTwins())));
            world.hubs().forEach(hub -> iotHubs.put(hub.name(), startIotHub(hub, builder)));
            dps = servers.add(dps(builder));
            identity = servers.add(LocalIdentity.start(ServerOptions.with(tls), TOKEN_LIFETIME));
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
        mqtt = builder.hasMqtt();
        weather = new CloudWeather(this);
    }

    /** Starts building a cloud. */
    public static LocalCloudBuilder builder() {
        return new LocalCloudBuilder();
    }

    /** A standard cloud: hubs {@code hub-a} and {@code hub-b}, any free ports. */
    public static LocalCloud start() {
        return builder().start();
    }

    /** The twin graph behind Azure Digital Twins. */
    public TwinGraph graph() {
        return graph;
    }

    /** Hubs, devices, enrollments, registrations and lifecycle events. */
    public DeviceWorld world() {
        return world;
    }

    /** The server of Azure Digital Twins. */
    public LocalAdt adt() {
        return adt;
    }

    /** The server of the Device Provisioning Service. */
    public LocalDps dps() {
        return dps;
    }

    /**
     * The server of an IoT hub.
     *
     * @param nameOrHost such as {@code hub-a}, in any case
     * @throws IllegalArgumentException if there is none
     */
    public LocalIotHub iotHub(String nameOrHost) {
        LocalIotHub hub = iotHubs.get(HubName.of(nameOrHost));
        if (hub == null) {
            throw new IllegalArgumentException("there is no IoT hub " + nameOrHost + ", only " + iotHubs.keySet());
        }
        return hub;
    }

    /** The servers of all IoT hubs, in the order in which the builder named them. */
    public List<LocalIotHub> iotHubs() {
        return List.copyOf(iotHubs.values());
    }

    /** The managed-identity endpoint, where {@code DefaultAzureCredential} in other processes gets its tokens. */
    public LocalIdentity identity() {
        return identity;
    }

    /** Bad weather for all servers at once; each server's own is at the server. */
    public CloudWeather weather() {
        return weather;
    }

    /** The server of Event Hubs. */
    public LocalEventHubs eventHubs() {
        return eventHubs;
    }

    /** The certificate of all servers, and the trust in it. */
    public LocalTls tls() {
        return tls;
    }

    /**
     * What a client connects with to an event hub.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public String eventHubConnectionString(String eventHub) {
        return eventHubs.connectionString(eventHub);
    }

    /**
     * What clients in other processes need to know, by the names that the Azure SDKs and Microsoft's article use, in a fixed order. They also
     * have to trust {@link #tls()}.
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ADT_SERVICE_URL", adt.endpoint().toString());
        settings.put("EVENTHUB_CONNECTIONSTRING", eventHubConnectionString(LocalCloudBuilder.LIFECYCLE_EVENTS));
        settings.put("PROVISIONING_HOST", dps.host());
        settings.put("PROVISIONING_IDSCOPE", dps.idScope());
        settings.put("DPS_CONNECTION_STRING", dps.serviceConnectionString());
        iotHubs.forEach((name, hub) -> {
            settings.putIfAbsent("IOTHUB_CONNECTION_STRING", hub.connectionString());
            settings.put(
                    "IOTHUB_CONNECTION_STRING_"
                            + name.value().toUpperCase(Locale.ROOT).replace('-', '_'),
                    hub.connectionString());
        });
        settings.put("TELEMETRY_CONNECTIONSTRING", eventHubConnectionString(LocalCloudBuilder.TELEMETRY));
        settings.putAll(identity.environment());
        return settings;
    }

    /** Points a client at the local Azure Digital Twins: endpoint, credential, and a policy with which any HTTP client works. */
    public DigitalTwinsClientBuilder configure(DigitalTwinsClientBuilder client) {
        return AzureClients.configure(client, adt);
    }

    /**
     * Points a client at an event hub.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public EventHubClientBuilder configure(EventHubClientBuilder client, String eventHub) {
        return AzureClients.configure(client, eventHubs, eventHub);
    }

    /**
     * Points a processor at an event hub.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public EventProcessorClientBuilder configure(EventProcessorClientBuilder client, String eventHub) {
        return AzureClients.configure(client, eventHubs, eventHub);
    }

    /**
     * Loads what a file says, written by hand or by {@link #save}: one JSON object with any of {@code models}, {@code twins},
     * {@code relationships}, {@code decommissionedModels}, {@code enrollments}, {@code enrollmentGroups}, {@code hubs} and
     * {@code registrations}. {@code docs/local-cloud.md} gives their shapes.
     *
     * <p>Models that are there with the same content are passed over; all else goes over what is there. Devices come without lifecycle
     * events. All entries are checked before the first is loaded, against the file and the cloud as it is; if others change the cloud at
     * the same time, a part may have been loaded when it fails. A {@code custom} enrollment calls its {@code webhookUrl}, on loopback or
     * where {@link LocalDps#allowWebhooks} allows it, unless there is an enrollment of the same id and address, whose webhook it keeps.
     *
     * @param file UTF-8, at most 32 MiB
     * @throws java.io.UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it cannot be loaded; the message names the file, the member with its index, and what is wrong
     */
    public void load(Path file) {
        CloudState.load(this, file);
    }

    /**
     * Saves the state into a file, over one that is there, such that {@link #load} gives it back. The file holds keys; where the file system
     * has permissions, only its owner may read it.
     *
     * <p>Not saved: times, entity tags, versions and generations; what is in event hubs; routes, sessions, jobs and telemetry; CA
     * certificates that were uploaded by name; of a webhook more than its URL. A twin whose model was deleted is saved and cannot be loaded.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     * @throws IllegalArgumentException if it would be larger than what {@link #load} takes
     */
    public void save(Path file) {
        CloudState.save(this, file);
    }

    /** Stops all servers; the graph and the world stay. May be repeated. */
    @Override
    public void close() {
        servers.close();
    }

    private static LocalEventHubs eventHubs(LocalCloudBuilder builder, LocalTls tls) {
        LocalEventHubsBuilder server = LocalEventHubs.builder()
                .port(builder.ports().eventHubs())
                .tls(tls)
                .timeSource(builder.time());
        builder.eventHubSizes().forEach(server::hub);
        return server.start();
    }

    boolean hasMqtt() {
        return mqtt;
    }

    private LocalDps dps(LocalCloudBuilder builder) {
        LocalDpsBuilder server = LocalDps.builder(world)
                .server(ServerOptions.with(tls).withHttpsPort(builder.ports().provisioning()))
                .hubAddress(host -> iotHub(host.value()).host());
        return builder.hasMqtt() ? server.mqtt().start() : server.start();
    }

    private LocalIotHub startIotHub(VirtualHub hub, LocalCloudBuilder builder) {
        ServerOptions options =
                ServerOptions.with(tls).withHttpsPort(builder.ports().hub(iotHubs.size()));
        LocalIotHub server = servers.add(
                builder.hasMqtt() ? LocalIotHub.startWithMqtt(hub, options) : LocalIotHub.start(hub, options));
        hub.routes()
                .endpoint(
                        LocalCloudBuilder.LIFECYCLE_EVENTS, event -> store(LocalCloudBuilder.LIFECYCLE_EVENTS, event));
        hub.routes().endpoint(HubRoutes.BUILT_IN, event -> store(LocalCloudBuilder.TELEMETRY, event));
        hub.routes()
                .add(EventRoute.all(
                        "lifecycle", EventSource.DEVICE_LIFECYCLE_EVENTS, LocalCloudBuilder.LIFECYCLE_EVENTS));
        return server;
    }

    private void store(String eventHub, EventEnvelope event) {
        Object device = event.properties().get("deviceId");
        Object sender = event.systemProperties().get("iothub-connection-device-id");
        eventHubs.appendByKey(eventHub, String.valueOf(device == null ? sender : device), event);
    }
}
