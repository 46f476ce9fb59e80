package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.http.HttpCalls;
import io.twinlifecycle.testkit.http.HttpFaults;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.LoopbackServer;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * A local server that speaks the data plane of Azure Digital Twins, api-version 2023-10-31, over a {@link TwinGraph}. It listens on
 * loopback with HTTPS and with HTTP, at ports that the system chooses if nothing else is said.
 *
 * <p>The Azure clients refuse to send a token over plain HTTP, so give them the HTTPS endpoint and the certificate to trust; any token
 * will do. With {@code azure-core-http-okhttp}:
 *
 * <pre>{@code
 * try (LocalAdt adt = LocalAdt.start()) {
 *     OkHttpClient trusting = new OkHttpClient.Builder()
 *             .sslSocketFactory(adt.sslContext().getSocketFactory(), adt.trustManager())
 *             .build();
 *     DigitalTwinsClient client = new DigitalTwinsClientBuilder()
 *             .endpoint(adt.endpoint().toString())
 *             .credential(request -> Mono.just(new AccessToken("any", OffsetDateTime.MAX)))
 *             .httpClient(new OkHttpAsyncHttpClientBuilder(trusting).build())
 *             .buildClient();
 *     ...
 * }
 * }</pre>
 *
 * <p>It imitates:
 *
 * <ul>
 *   <li>models: upload, list with pages, {@code dependenciesFor} and {@code includeModelDefinition}, get, decommission, delete;
 *   <li>twins and components; relationships and incoming relationships, with pages of ten and absolute {@code https} links made from the
 *       {@code Host} header;
 *   <li>queries, with pages and {@code query-charge}, whose sum is made up; what of the language, is said at {@link
 *       io.twinlifecycle.testkit.query.TwinQuery};
 *   <li>telemetry of twins and components, unchecked, which {@link TwinGraph#telemetry} keeps for the test;
 *   <li>event routes, whose events go to endpoints that were made with {@link
 *       io.twinlifecycle.testkit.graph.EventRoutes#addEndpoint(String, java.util.function.Consumer)};
 *   <li>import jobs, which run at once if their input is on loopback or was handed over with {@link
 *       io.twinlifecycle.testkit.graph.ImportJobs#addFile}, and are else only kept: a test says with {@link
 *       io.twinlifecycle.testkit.graph.ImportJobs#set} how far one is; deletion jobs, which are done at once;
 *   <li>the headers {@code ETag}, {@code If-Match}, {@code If-None-Match}, {@code max-items-per-page}, {@code Message-Id}, {@code
 *       Telemetry-Source-Time} and {@code x-ms-error-code}; the error envelope; 401 without a bearer token; paths in any case; a bound of
 *       32 KB for requests that are not about models.
 * </ul>
 *
 * <p>What the graph does and does not is said at {@link TwinGraph}.
 *
 * <p>It does not imitate: queries of which the documentation does not say what they do (501, code {@code NotImitated}); tokens (any will
 * do) and roles; api-versions (any will do, or none); throttling unless told with {@link #throttle} or {@link #faults}; the service's {@code traceresponse} and similar headers. Not recorded anywhere, so a guess: 413
 * for a body that is too large, 405 for a method that a path does not have, 400 for telemetry without {@code Message-Id}, pages of 100
 * where a query does not say how large.
 *
 * <p>Without the system property {@code sun.net.httpserver.nodelay=true} the JDK's HTTP server takes 40 ms for each answer on a
 * connection that is kept alive. This class sets it, but that comes too late if the JVM started such a server before; then set it on
 * the command line.
 *
 * <p>Safe for use by many threads.
 */
public final class LocalAdt implements AutoCloseable {

    private final TwinGraph graph;
    private final LoopbackServer server;

    private LocalAdt(TwinGraph graph, ServerOptions options) {
        this.graph = Objects.requireNonNull(graph, "graph");
        server = new LoopbackServer("local-adt", new AdtService(graph), options);
    }

    /** A server over an empty graph that keeps the machine's time. */
    public static LocalAdt start() {
        return start(new TwinGraph(TimeSource.system()));
    }

    /** A server over a graph that others may use too. */
    public static LocalAdt start(TwinGraph graph) {
        return start(graph, ServerOptions.standard());
    }

    /**
     * A server over a graph that others may use too.
     *
     * @throws java.io.UncheckedIOException if a port is taken
     */
    public static LocalAdt start(TwinGraph graph, ServerOptions options) {
        return new LocalAdt(graph, options);
    }

    /** Where it speaks HTTPS: what an Azure client takes as its endpoint. */
    public URI endpoint() {
        return server.httpsEndpoint();
    }

    /** Where it speaks HTTP: for clients that rewrite the scheme, and for looking with a plain tool. */
    public URI httpEndpoint() {
        return server.httpEndpoint();
    }

    /** What it holds: to look at, to fill, and to change behind a client's back. */
    public TwinGraph graph() {
        return graph;
    }

    /** What is to go wrong. */
    public HttpFaults faults() {
        return server.faults();
    }

    /**
     * Makes it refuse what comes more often than the service documents, with 429 and {@code Retry-After}, by the graph's clock: 1,000
     * reads and 1,000 patches a second, 500 creations and deletions, 10 changes of one twin or its relationships, 100 calls about models
     * and about event routes, 1 about jobs, 500 queries, 4,000 query units. {@code faults().limits().clear()} ends it.
     *
     * @param factor what each rate is multiplied with; 1 for the service's own
     */
    public void throttle(double factor) {
        server.faults().limits().set(AdtLimits.documented(), factor, graph.time());
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

    /** Stops listening and drops what is under way. May be repeated. */
    @Override
    public void close() {
        server.close();
    }
}
