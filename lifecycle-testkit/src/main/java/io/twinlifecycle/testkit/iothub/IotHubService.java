package io.twinlifecycle.testkit.iothub;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.SasToken;
import io.twinlifecycle.testkit.internal.Service;
import io.twinlifecycle.testkit.world.VirtualHub;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request through the same steps: version, rights, path, work. */
final class IotHubService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(IotHubService.class);

    /** A hundred devices with twins of their own fit in. */
    private static final int MAX_BODY = 1024 * 1024;

    private static final Set<String> ROOTS = Set.of("devices", "twins", "statistics");

    private final VirtualHub hub;
    private final SharedAccessPolicies policies;
    private final Supplier<String> address;
    private final IdentityRoutes identities;
    private final TwinRoutes twins;
    private final QueryRoutes queries;
    private final BulkRoutes bulk;

    IotHubService(VirtualHub hub, SharedAccessPolicies policies, Supplier<String> address) {
        this.hub = hub;
        this.policies = policies;
        this.address = address;
        identities = new IdentityRoutes(hub);
        twins = new TwinRoutes(hub);
        queries = new QueryRoutes(hub);
        bulk = new BulkRoutes(hub);
    }

    @Override
    public int maxBody(HttpExchange exchange) {
        return MAX_BODY;
    }

    @Override
    public Answer scripted(HttpFault.Answer fault) {
        return HubAnswers.scripted(fault);
    }

    @Override
    public Answer answer(HttpExchange exchange, byte[] body) {
        try {
            return answer(HubRequest.of(exchange, body));
        } catch (IllegalArgumentException e) {
            return HubAnswers.badRequest(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("the local IoT hub failed on a {}", exchange.getRequestMethod(), e);
            return HubAnswers.error(500, 500_001, "The local IoT hub failed; see its log.");
        }
    }

    private Answer answer(HubRequest request) {
        if (request.parameter("api-version").isEmpty()) {
            return HubAnswers.error(400, 400_001, "The query parameter api-version is missing.");
        }
        if (request.body().length > MAX_BODY) {
            return HubAnswers.error(413, 413_001, "The request body must have at most " + MAX_BODY + " bytes.");
        }
        if (!policies.allows(request.header("Authorization"), right(request), this::isForThisHub)) {
            return HubAnswers.unauthorized();
        }
        try {
            return route(request);
        } catch (WorldRefusal e) {
            return HubAnswers.refusal(e, request.path());
        }
    }

    private Answer route(HubRequest request) {
        return queries.answer(request)
                .or(() -> bulk.answer(request))
                .or(() -> identities.answer(request))
                .or(() -> twins.answer(request))
                .orElseGet(() -> notImitated(request));
    }

    private static Answer notImitated(HubRequest request) {
        return HubAnswers.notImitated(
                ROOTS.contains(request.path().root())
                        ? request.method() + " to this path; devices, modules, their twins, queries of them, bulk"
                                + " requests and statistics are imitated"
                        : "everything but devices, twins and statistics: no jobs, configurations, digital twins,"
                                + " messages or methods");
    }

    private static Right right(HubRequest request) {
        boolean isOfTwins = request.path().root().equals("twins") || request.is("POST", "devices", "query");
        if (isOfTwins || request.path().is("statistics", "service")) {
            return Right.SERVICE_CONNECT;
        }
        return request.method().equals("GET") ? Right.REGISTRY_READ : Right.REGISTRY_WRITE;
    }

    private boolean isForThisHub(SasToken token) {
        return token.isForHost(hub.host().value()) || token.isForHost(address.get());
    }
}
