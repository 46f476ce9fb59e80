package io.twinlifecycle.testkit.adt;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.graph.TwinGraphException;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Service;
import io.twinlifecycle.testkit.query.QueryException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request through the same steps: token, size, route, answer. */
final class AdtService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(AdtService.class);

    /** The service's limit for a twin and for a request about one. */
    private static final int MAX_BODY = 32 * 1024;

    /** One model may have 1 MB; several may come together. */
    private static final int MAX_MODELS_BODY = 8 * 1024 * 1024;

    private final TwinGraph graph;
    private final AdtRoutes routes;

    AdtService(TwinGraph graph) {
        this.graph = graph;
        routes = new AdtRoutes(graph);
    }

    @Override
    public int maxBody(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath().toLowerCase(Locale.ROOT);
        return path.startsWith("/models") ? MAX_MODELS_BODY : MAX_BODY;
    }

    @Override
    public Answer answer(HttpExchange exchange, byte[] body) {
        return plain(respond(exchange, body));
    }

    @Override
    public Answer scripted(HttpFault.Answer fault) {
        return plain(ErrorBodies.scripted(fault));
    }

    @Override
    public TimeSource time() {
        return graph.time();
    }

    private static Answer plain(AdtResponse response) {
        return new Answer(response.status(), response.headers(), response.bytes());
    }

    private AdtResponse respond(HttpExchange exchange, byte[] body) {
        if (!hasToken(exchange)) {
            return ErrorBodies.unauthorized();
        }
        if (body.length > maxBody(exchange)) {
            return ErrorBodies.of(
                    413, "RequestBodyTooLarge", "The request body must have at most " + maxBody(exchange) + " bytes.");
        }
        try {
            return routes.answer(AdtRequest.of(exchange, body));
        } catch (TwinGraphException e) {
            return ErrorBodies.of(e);
        } catch (QueryException e) {
            return ErrorBodies.of(e.kind().status(), e.kind().wireName(), String.valueOf(e.getMessage()));
        } catch (Bodies.Refused e) {
            return e.response();
        } catch (AdtRequest.BadRequest e) {
            return ErrorBodies.badRequest(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return ErrorBodies.of(400, "InvalidArgument", "The request is malformed: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the local twin server failed on a {}", exchange.getRequestMethod(), e);
            return ErrorBodies.of(500, "InternalServerError", "The local server failed; see its log.");
        }
    }

    private static boolean hasToken(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null
                && header.regionMatches(true, 0, "Bearer ", 0, 7)
                && !header.substring(7).isBlank();
    }
}
