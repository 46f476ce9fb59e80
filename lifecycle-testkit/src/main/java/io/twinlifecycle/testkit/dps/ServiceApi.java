package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.world.VirtualDps;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The service API: operators write enrollments and read registrations. */
final class ServiceApi {

    private final ServicePolicy policy;
    private final EnrollmentRoutes individuals;
    private final EnrollmentRoutes groups;
    private final RegistrationRoutes registrations;

    ServiceApi(VirtualDps dps, ServicePolicy policy, Webhooks webhooks) {
        this.policy = policy;
        EnrollmentReader reader = new EnrollmentReader(webhooks);
        individuals = new EnrollmentRoutes(Kind.INDIVIDUAL, dps.enrollments(), reader);
        groups = new EnrollmentRoutes(Kind.GROUP, dps.enrollments(), reader);
        registrations = new RegistrationRoutes(dps.registrations());
    }

    /** Says whether a path is one of the service API's. Devices name an id scope first, which is none of these words. */
    boolean isFor(List<String> segments) {
        return List.of("enrollments", "enrollmentgroups", "registrations").contains(list(segments));
    }

    /**
     * Answers.
     *
     * @param segments those of the path, decoded
     */
    Answer answer(HttpExchange exchange, List<String> segments, byte[] body) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        Optional<String> authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!policy.lets(authorization, host == null ? "" : host)) {
            return DpsAnswers.unauthorized();
        }
        String method = exchange.getRequestMethod();
        String id = segments.size() > 1 ? segments.get(1) : "";
        String what = segments.size() > 2 ? segments.get(2) : "";
        if (segments.size() > 3) {
            throw new NotImitated("this path of the service API");
        }
        return switch (list(segments)) {
            case "enrollments" -> individuals.answer(method, id, what, exchange.getRequestHeaders(), body);
            case "enrollmentgroups" -> groups.answer(method, id, what, exchange.getRequestHeaders(), body);
            default -> registrations.answer(method, id, what, exchange.getRequestHeaders(), body);
        };
    }

    private static String list(List<String> segments) {
        return segments.get(0).toLowerCase(Locale.ROOT);
    }
}
