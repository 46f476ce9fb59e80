package io.twinlifecycle.testkit.identity;

import io.twinlifecycle.testkit.http.HttpCalls;
import io.twinlifecycle.testkit.http.HttpFaults;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.LoopbackServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A local server that gives tokens as App Service and Functions give them to a managed identity. Azure's credentials find it by two
 * environment variables, so a process that is started with {@link #environment} needs no code of its own: {@code
 * DefaultAzureCredential} and {@code ManagedIdentityCredential} get tokens from here.
 *
 * <pre>{@code
 * try (LocalIdentity identity = LocalIdentity.start()) {
 *     ProcessBuilder process = new ProcessBuilder("java", "-jar", "app.jar");
 *     process.environment().putAll(identity.environment());
 *     ...
 * }
 * }</pre>
 *
 * <p>A token is a JSON Web Token that nobody has signed, issued by {@code urn:twin-lifecycle:local}: the test kit's servers take it, and
 * nobody else. It names the resource that was asked for as its audience, and the identity's {@code client_id}, if one was asked for, as its
 * subject.
 *
 * <p>It imitates the header that keeps others out, the api-version 2019-08-01, the answer's form, and its refusals: 401 for a wrong header,
 * 400 without a resource or for another version. The words of the refusals are its own. It does not imitate the endpoints of virtual
 * machines, Azure Arc, Service Fabric or Cloud Shell, which ask at other addresses, nor Entra ID itself; it knows every identity that
 * is asked for. Throttling is scripted with {@link #faults}.
 *
 * <p>Safe for use by many threads.
 */
public final class LocalIdentity implements AutoCloseable {

    /** The environment variable that tells clients where to ask. */
    public static final String ENDPOINT_SETTING = "IDENTITY_ENDPOINT";

    /** The environment variable that tells clients what to say in the header {@code X-IDENTITY-HEADER}. */
    public static final String HEADER_SETTING = "IDENTITY_HEADER";

    private final String header = UUID.randomUUID().toString();
    private final LoopbackServer server;

    private LocalIdentity(ServerOptions options, Duration lifetime) {
        if (lifetime.isZero() || lifetime.isNegative()) {
            throw new IllegalArgumentException("tokens must be good for some time but were told " + lifetime);
        }
        server = new LoopbackServer("local-identity", new IdentityService(header, lifetime), options);
    }

    /** A server at any free port, whose tokens are good for a day. */
    public static LocalIdentity start() {
        return start(ServerOptions.standard(), Duration.ofDays(1));
    }

    /**
     * A server.
     *
     * @param lifetime how long tokens are good, by the machine's clock
     * @throws java.io.UncheckedIOException if a port is taken
     */
    public static LocalIdentity start(ServerOptions options, Duration lifetime) {
        return new LocalIdentity(
                Objects.requireNonNull(options, "options"), Objects.requireNonNull(lifetime, "lifetime"));
    }

    /** Where tokens are to be had: plain HTTP, as in Azure. */
    public URI endpoint() {
        return server.httpEndpoint().resolve(IdentityService.PATH);
    }

    /** What a client has to say in the header {@code X-IDENTITY-HEADER}; another one each time. */
    public String header() {
        return header;
    }

    /** The environment variables by which Azure's credentials find this server. */
    public Map<String, String> environment() {
        return Map.of(ENDPOINT_SETTING, endpoint().toString(), HEADER_SETTING, header);
    }

    /** What is to go wrong. */
    public HttpFaults faults() {
        return server.faults();
    }

    /** What was asked. */
    public HttpCalls calls() {
        return server.calls();
    }

    /** Stops listening and drops what is under way. May be repeated. */
    @Override
    public void close() {
        server.close();
    }
}
