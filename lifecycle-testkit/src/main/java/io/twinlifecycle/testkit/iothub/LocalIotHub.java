package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.http.HttpCalls;
import io.twinlifecycle.testkit.http.HttpFaults;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.LoopbackServer;
import io.twinlifecycle.testkit.mqtt.MqttControl;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A local server that speaks an IoT hub's service API over HTTPS, on loopback, over a {@link VirtualHub}: the registry and the twins.
 *
 * <p>With Microsoft's {@code iot-service-client}, which takes no port in a connection string but does in a host name, and whose trust is
 * that of {@code HttpsURLConnection}:
 *
 * <pre>{@code
 * LocalIotHub hub = LocalIotHub.start(world.hub("hub-a"));
 * HttpsURLConnection.setDefaultSSLSocketFactory(hub.tls().clientContext().getSocketFactory());
 * var registry = new RegistryClient(hub.host(), new AzureSasCredential(hub.token(Duration.ofHours(1))));
 * registry.removeDevice("sensor-1"); // and the world hears of it
 * }</pre>
 *
 * <p>It imitates: identities of devices and modules with all verbs, entity tags and both kinds of keys; lists, statistics, bulk requests;
 * device twins and module twins with merge patches, replacement, entity tags, versions and metadata; queries of them with pages; the
 * service's error codes and bodies; shared access policies, whose tokens may name the hub's own host or the address at which it is reached.
 *
 * <p>Over MQTT, if asked to, for devices: connecting with a symmetric key's token, telemetry with its properties, the twin, reports, changes
 * of desired properties, wills; one connection for each device, which ends when it is disabled or deleted.
 *
 * <p>It does not imitate, and answers 501 with the reason: direct methods, messages to devices, jobs, configurations, digital twins, X.509
 * certificates of a hub, anything else. Nor: quotas, throttling unless scripted with {@link #faults}, api-versions (one must be named, any
 * will do).
 *
 * <p>Tokens expire by the machine's clock; all else goes by the world's. Safe for use by many threads.
 */
public final class LocalIotHub implements AutoCloseable {

    private static final String NAME = "local-iot-hub";

    private final VirtualHub hub;
    private final boolean speaksMqtt;
    private final SharedAccessPolicies policies = new SharedAccessPolicies();
    private final LoopbackServer server;
    private volatile Supplier<String> address;

    private LocalIotHub(VirtualHub hub, ServerOptions options, boolean mqtt) {
        this.hub = Objects.requireNonNull(hub, "hub");
        speaksMqtt = mqtt;
        address = hub.host()::value;
        IotHubService service = new IotHubService(hub, policies, this::host);
        server = mqtt
                ? new LoopbackServer(NAME, service, options, requests -> new HubMqtt(hub))
                : new LoopbackServer(NAME, service, options);
        address = () -> "localhost:" + server.httpsEndpoint().getPort();
    }

    /** A server for a hub of a world that others may use too. */
    public static LocalIotHub start(VirtualHub hub) {
        return start(hub, ServerOptions.standard());
    }

    /**
     * A server for a hub of a world that others may use too.
     *
     * @throws java.io.UncheckedIOException if a port is taken
     */
    public static LocalIotHub start(VirtualHub hub, ServerOptions options) {
        return new LocalIotHub(hub, options, false);
    }

    /**
     * A server for a hub of a world that others may use too, which also speaks MQTT 3.1.1, for devices, on its HTTPS port. It needs
     * {@code io.netty:netty-codec-mqtt} and {@code io.netty:netty-handler}.
     *
     * @throws java.io.UncheckedIOException if a port is taken
     * @throws IllegalStateException if Netty is not there
     */
    public static LocalIotHub startWithMqtt(VirtualHub hub, ServerOptions options) {
        return new LocalIotHub(hub, options, true);
    }

    /**
     * Clients reach it at another address from now on: something in front of it hands their requests on.
     *
     * @param hostAndPort such as {@code localhost:8883}; asked again and again
     */
    public void reachedAt(Supplier<String> hostAndPort) {
        address = Objects.requireNonNull(hostAndPort, "hostAndPort");
    }

    /** The hub behind it. */
    public VirtualHub hub() {
        return hub;
    }

    /** Host and port at which clients reach it. */
    public String host() {
        return address.get();
    }

    /** What Node's service client takes, with all rights; see {@code docs/local-iot-hub.md} for its port. */
    public String connectionString() {
        return connectionString(SharedAccessPolicies.OWNER);
    }

    /**
     * The same with the rights of another policy.
     *
     * @param policy such as {@code service} or {@code registryReadWrite}
     * @throws IllegalArgumentException if there is none of that name
     */
    public String connectionString(String policy) {
        return "HostName=" + host() + ";SharedAccessKeyName=" + policy + ";SharedAccessKey="
                + policies.keys(policy).primary();
    }

    /** A shared access signature with all rights. */
    public String token(Duration goodFor) {
        return policies.token(SharedAccessPolicies.OWNER, host(), goodFor);
    }

    /** Where it speaks HTTPS. */
    public URI endpoint() {
        return server.httpsEndpoint();
    }

    /** Where it speaks HTTP: for looking with a plain tool, and for what stands in front of it. */
    public URI httpEndpoint() {
        return server.httpEndpoint();
    }

    /**
     * Counts and faults of connections over MQTT.
     *
     * @throws IllegalStateException if it does not speak MQTT
     */
    public MqttControl mqtt() {
        if (!speaksMqtt) {
            throw new IllegalStateException("this server speaks HTTPS only; start it with LocalIotHub.startWithMqtt");
        }
        return server.mqtt();
    }

    /** What is to go wrong. */
    public HttpFaults faults() {
        return server.faults();
    }

    /** What was asked. */
    public HttpCalls calls() {
        return server.calls();
    }

    /** Its certificate, good for {@code localhost}, {@code 127.0.0.1} and {@code ::1}, and what clients need to trust it. */
    public LocalTls tls() {
        return server.tls();
    }

    /** Stops listening and drops what is under way; the world stays. May be repeated. */
    @Override
    public void close() {
        server.close();
    }
}
