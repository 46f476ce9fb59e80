package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.Headers;
import io.twinlifecycle.JsonFields;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.world.RegistrationList;
import io.twinlifecycle.testkit.world.RegistrationRecord;
import java.util.Map;
import java.util.Optional;

/** The paths under {@code /registrations}: what became of devices that registered. */
final class RegistrationRoutes {

    private static final String LIST = "deviceRegistrations";

    private final RegistrationList registrations;

    RegistrationRoutes(RegistrationList registrations) {
        this.registrations = registrations;
    }

    /**
     * Answers.
     *
     * @param id of a registration, or of a group whose registrations are asked for
     * @param what the segment after that; empty if there is none
     */
    Answer answer(String method, String id, String what, Headers headers, byte[] body) {
        if (method.equals("POST") && what.equalsIgnoreCase("query")) {
            return query(id, headers, body);
        } else if (!what.isEmpty() || id.isEmpty()) {
            throw new NotImitated("this path of the service API");
        }
        RegistrationId registration = new RegistrationId(id);
        return switch (method) {
            case "GET" -> DpsAnswers.json(200, registrations.get(registration).document(), Map.of());
            case "DELETE" -> {
                registrations.delete(registration, Optional.ofNullable(headers.getFirst("If-Match")));
                yield DpsAnswers.noContent();
            }
            default -> DpsAnswers.error(405, 405_000, "The method is not allowed here.");
        };
    }

    /** Newer versions of the API send no query. */
    private Answer query(String group, Headers headers, byte[] body) {
        Optional<String> text = body.length == 0 ? Optional.empty() : JsonFields.text(DpsAnswers.object(body), "query");
        ListQuery query = ListQuery.parse(text.orElse("SELECT * FROM " + LIST), LIST);
        return Pages.answer(
                headers,
                registrations.ofGroup(group).stream()
                        .map(RegistrationRecord::document)
                        .filter(query)
                        .toList(),
                "registrationId",
                "deviceRegistration");
    }
}
