package io.twinlifecycle.testkit.cloud;

import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.dps.LocalDps;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubsBuilder;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceWorld;
import java.time.Duration;
import java.util.LinkedHashMap;
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
 * Hub does. The events of a device are in one partition, as in the hubs' built-in endpoint; for routed events Microsoft does not say.
 * {@code world().events()} changes what is routed, and makes bad weather.
 *
 * <p>It needs {@code azure-messaging-eventhubs}, for its AMQP engine; the clients that it configures; and for MQTT Netty. Safe for use by
 * many threads.
 */
public final class LocalCloud implements AutoCloseable {

    private final TwinGraph graph;
    private final DeviceWorld world;
    private final LocalTls tls;
    private final Servers servers = new Servers();
    private final LocalEventHubs eventHubs;
    private final LocalAdt adt;
    private final LocalDps dps;

    LocalCloud(LocalCloudBuilder builder) {
        graph = new TwinGraph(builder.time());
        world = new DeviceWorld(builder.time());
        tls = builder.certificate();
        builder.iotHubNames().forEach(world::addHub);
        LocalPorts ports = builder.ports();
        try {
            eventHubs = servers.add(eventHubs(builder, tls));
            adt = servers.add(LocalAdt.start(graph, ServerOptions.with(tls).withHttpsPort(ports.digitalTwins())));
            dps = servers.add(LocalDps.start(
                    world,
                    LocalDps.ID_SCOPE,
                    Duration.ofSeconds(1),
                    ServerOptions.with(tls).withHttpsPort(ports.provisioning())));
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
        world.onEvent(this::route);
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

    private void route(EventEnvelope event) {
        String device = String.valueOf(event.properties().get("deviceId"));
        eventHubs.appendByKey(LocalCloudBuilder.LIFECYCLE_EVENTS, device, event);
    }
}
