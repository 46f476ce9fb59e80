package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.provisioning.Enrollment;
import io.twinlifecycle.testkit.http.HttpCalls;
import io.twinlifecycle.testkit.http.HttpFaults;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.LoopbackServer;
import io.twinlifecycle.testkit.mqtt.MqttControl;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * A local server that speaks the device API and the service API of the Device Provisioning Service over HTTPS, and the device API over
 * MQTT if asked to, on loopback, over a {@link DeviceWorld}.
 *
 * <p>With Microsoft's {@code provisioning-device-client}:
 *
 * <pre>{@code
 * try (LocalDps dps = LocalDps.start(world)) {
 *     var security = new SecurityProviderSymmetricKey(key, registrationId) {
 *         public SSLContext getSSLContext() {
 *             return dps.sslContext();
 *         }
 *     };
 *     var client = ProvisioningDeviceClient.create(dps.host(), dps.idScope(), HTTPS, security);
 *     var result = client.registerDeviceSync();
 *     ...
 * }
 * }</pre>
 *
 * <p>It imitates, for devices: registering, polling, looking up; shared access signatures with the keys of an individual enrollment and
 * with keys derived from a group's; client certificates, of an enrollment of a device's own or signed by a group's; the challenge of a
 * TPM; refusals with 401 and the service's error body; {@code Retry-After}; the state {@code assigning} until the webhook has answered and
 * the device is on its hub; the registration state with error code and message. What happens to the registration is said at
 * {@link io.twinlifecycle.testkit.world.VirtualDps}. A webhook in the same JVM is called directly, one behind a URL by {@link HttpWebhook}.
 *
 * <p>For operators: enrollments and groups (create, change, read, delete, query, in bulk, attestation mechanism), and the records of
 * registrations; shared access signatures of the policy {@code provisioningserviceowner}; entity tags. See {@code docs/local-dps.md}.
 *
 * <p>Over MQTT it takes the same requests from the same devices. Who shows a token for another device, or an expired one, is refused with
 * return code 5; who shows one with a wrong signature is let in and gets 401 when it registers, as the service was seen to do.
 *
 * <p>It does not imitate, and answers 501 with the reason: allocation by latency, any other path. Nor: AMQP, MQTT over web sockets, api-versions (one must be
 * named, any will do). Not documented, so guesses: 404 for an unknown id scope or operation, 409 for a registration while one of that id is
 * under way, 413 for a body above 96 KB; a payload goes to the webhook as it came, also the text that Microsoft's Java client makes of it.
 * The keys of the service API are others at each start.
 *
 * <p>Tokens and certificates expire by the machine's clock. All else, the retries of the webhook included, goes by the world's. Safe for use by many
 * threads.
 */
public final class LocalDps implements AutoCloseable {

    /** The id scope if nothing else is said. */
    public static final String ID_SCOPE = "0ne00000000";

    private static final String NAME = "local-dps";

    private final DeviceWorld world;
    private final String idScope;
    private final Operations operations = new Operations();
    private final ServicePolicy policy = new ServicePolicy(SymmetricKeys.generate());
    private final Webhooks webhooks;
    private final LoopbackServer server;
    private final boolean speaksMqtt;

    LocalDps(LocalDpsBuilder builder) {
        world = builder.world();
        idScope = builder.scope();
        speaksMqtt = builder.hasMqtt();
        ServerOptions options = builder.options();
        webhooks = new Webhooks(options.tls().clientContext());
        DpsService service = new DpsService(
                world.dps(),
                operations,
                new ServiceApi(world.dps(), policy, webhooks),
                idScope,
                new DpsAnswers(builder.pollInterval(), builder.addressOfHub()),
                this::shownBy);
        server = speaksMqtt
                ? new LoopbackServer(NAME, service, options, requests -> new DpsMqtt(service, requests))
                : new LoopbackServer(NAME, service, options);
    }

    /** Starts building a server over a world that others may use too. */
    public static LocalDpsBuilder builder(DeviceWorld world) {
        return new LocalDpsBuilder(Objects.requireNonNull(world, "world"));
    }

    /** A server over a world that others may use too, with id scope {@value #ID_SCOPE}; devices are to poll every second. */
    public static LocalDps start(DeviceWorld world) {
        return start(world, ID_SCOPE, Duration.ofSeconds(1));
    }

    /**
     * A server over a world that others may use too.
     *
     * @param idScope what devices have to name
     * @param pollAfter what the header {@code Retry-After} says, in whole seconds, rounded up
     */
    public static LocalDps start(DeviceWorld world, String idScope, Duration pollAfter) {
        return start(world, idScope, pollAfter, ServerOptions.standard());
    }

    /**
     * A server over a world that others may use too.
     *
     * @param idScope what devices have to name
     * @param pollAfter what the header {@code Retry-After} says, in whole seconds, rounded up
     * @throws java.io.UncheckedIOException if a port is taken
     */
    public static LocalDps start(DeviceWorld world, String idScope, Duration pollAfter, ServerOptions options) {
        return builder(world)
                .idScope(idScope)
                .pollAfter(pollAfter)
                .server(options)
                .start();
    }

    /** The world behind it: enrollments, hubs, events. */
    public DeviceWorld world() {
        return world;
    }

    /** What devices have to name. */
    public String idScope() {
        return idScope;
    }

    /** Host and port, which Microsoft's clients take as global endpoint: for HTTPS, and for MQTT if it speaks that. */
    public String host() {
        return "localhost:" + server.httpsEndpoint().getPort();
    }

    /** Where it speaks HTTPS. */
    public URI endpoint() {
        return server.httpsEndpoint();
    }

    /** Where it speaks HTTP: for looking with a plain tool. */
    public URI httpEndpoint() {
        return server.httpEndpoint();
    }

    /**
     * What the service SDKs take: host, port, and the key of the policy {@code provisioningserviceowner}. Java's client refuses the port;
     * for it see {@link #serviceConnectionStringWithoutPort}.
     */
    public String serviceConnectionString() {
        return policy.connectionString(host());
    }

    /**
     * The same without a port, for clients that connect to port 443 whatever one says: let them, with
     * {@link io.twinlifecycle.testkit.tls.Detour}, or start this server on port 443.
     */
    public String serviceConnectionStringWithoutPort() {
        return policy.connectionString("localhost");
    }

    /**
     * Makes it refuse what comes more often than the service documents, with 429 and {@code Retry-After}, by the world's clock: 1,000
     * registrations and 1,000 calls of the service API a minute, 5 polls of a device in 10 seconds. {@code faults().limits().clear()} ends
     * it.
     *
     * @param factor what each rate is multiplied with; 1 for the service's own
     */
    public void throttle(double factor) {
        server.faults().limits().set(DpsLimits.documented(), factor, world.time());
    }

    /** Lets enrollments of the service API name these webhooks too, and not only those on loopback. */
    public void allowWebhooks(Predicate<URI> more) {
        webhooks.allow(Objects.requireNonNull(more, "more"));
    }

    /**
     * Reads an enrollment as the service API takes it, and does not write it into the books.
     *
     * @throws IllegalArgumentException if it is malformed, or asks for what this server does not do
     */
    public DeviceEnrollment readEnrollment(Enrollment.Kind kind, Map<String, Object> json) {
        try {
            return new EnrollmentReader(webhooks).read(kind, json, Optional.empty());
        } catch (NotImitated e) {
            throw new IllegalArgumentException("not imitated: " + e.getMessage(), e);
        }
    }

    /**
     * Counts and faults of connections over MQTT. Requests that come by MQTT are among {@link #calls} too, and get {@link #faults}.
     *
     * @throws IllegalStateException if it does not speak MQTT
     */
    public MqttControl mqtt() {
        if (!speaksMqtt) {
            throw new IllegalStateException(
                    "this server speaks HTTPS only; build it with LocalDps.builder(world).mqtt()");
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

    /** The certificate that it shows, good for {@code localhost}, {@code 127.0.0.1} and {@code ::1}. */
    public X509Certificate certificate() {
        return server.tls().certificate();
    }

    /** Trusts that certificate and no other. */
    public X509TrustManager trustManager() {
        return server.tls().trustManager();
    }

    /** A client's context that trusts that certificate and no other. */
    public SSLContext sslContext() {
        return server.tls().clientContext();
    }

    private List<X509Certificate> shownBy(HttpExchange exchange) {
        return server.clientCertificates(exchange);
    }

    /** Stops listening and drops what is under way; the world stays. May be repeated. */
    @Override
    public void close() {
        server.close();
        operations.close();
    }
}
