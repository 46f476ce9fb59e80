package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.Headers;
import io.twinlifecycle.JsonFields;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.Enrolled;
import io.twinlifecycle.testkit.world.EnrollmentList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The paths under {@code /enrollments} or {@code /enrollmentGroups}. */
final class EnrollmentRoutes {

    private final Kind kind;
    private final EnrollmentList enrollments;
    private final EnrollmentReader reader;
    private final BulkOperation bulk;

    EnrollmentRoutes(Kind kind, EnrollmentList enrollments, EnrollmentReader reader) {
        this.kind = kind;
        this.enrollments = enrollments;
        this.reader = reader;
        bulk = new BulkOperation(kind, enrollments, reader);
    }

    /**
     * Answers.
     *
     * @param id the segment after the list's name; empty if there is none
     * @param what the segment after that; empty if there is none
     */
    Answer answer(String method, String id, String what, Headers headers, byte[] body) {
        String path = what.toLowerCase(Locale.ROOT);
        if (method.equals("POST") && id.isEmpty()) {
            return DpsAnswers.json(200, bulk.run(DpsAnswers.object(body)), Map.of());
        } else if (method.equals("POST") && path.isEmpty() && id.equalsIgnoreCase("query")) {
            return query(headers, body);
        } else if (method.equals("POST") && path.equals("attestationmechanism")) {
            return DpsAnswers.json(200, enrollments.attestation(enrollments.get(kind, id)), Map.of());
        } else if (!path.isEmpty() || id.isEmpty()) {
            throw new NotImitated("this path of the service API");
        }
        Optional<String> ifMatch = Optional.ofNullable(headers.getFirst("If-Match"));
        return switch (method) {
            case "GET" -> DpsAnswers.json(200, enrollments.document(enrollments.get(kind, id)), Map.of());
            case "PUT" -> put(id, DpsAnswers.object(body), ifMatch);
            case "DELETE" -> {
                enrollments.delete(kind, id, ifMatch);
                yield DpsAnswers.noContent();
            }
            default -> DpsAnswers.error(405, 405_000, "The method is not allowed here.");
        };
    }

    private Answer put(String id, Map<String, Object> json, Optional<String> ifMatch) {
        Optional<DeviceEnrollment> old = enrollments.find(kind, id).map(Enrolled::enrollment);
        DeviceEnrollment enrollment = reader.read(kind, json, old);
        if (!enrollment.id().equalsIgnoreCase(id)) {
            throw new IllegalArgumentException("the body has another id than the path");
        }
        return DpsAnswers.json(200, enrollments.documentWithKeys(enrollments.put(enrollment, ifMatch)), Map.of());
    }

    private Answer query(Headers headers, byte[] body) {
        String list = kind == Kind.GROUP ? "enrollmentGroups" : "enrollments";
        String text = JsonFields.text(DpsAnswers.object(body), "query")
                .orElseThrow(() -> new IllegalArgumentException("the body has no query"));
        ListQuery query = ListQuery.parse(text, list);
        return Pages.answer(
                headers,
                enrollments.all(kind).stream()
                        .map(enrollments::document)
                        .filter(query)
                        .toList(),
                EnrollmentReader.idName(kind),
                kind == Kind.GROUP ? "enrollmentGroup" : "enrollment");
    }
}
