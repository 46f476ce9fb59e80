package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.RequestNode.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection may do: it puts tokens to {@code $cbs} before it opens links. */
final class Grants {

    private static final String SAS = "servicebus.windows.net:sastoken";

    private final Service service;
    private final List<SasKey.Grant> grants = new ArrayList<>();

    Grants(Service service) {
        this.service = service;
    }

    /** Answers {@code $cbs}. */
    Answer putToken(Map<String, Object> request, @Nullable Object body) {
        String operation = RequestNode.text(request, "operation");
        String type = RequestNode.text(request, "type");
        if (!operation.equals("put-token")) {
            throw Refusal.notImitated("the $cbs operation '" + operation + "'");
        }
        if (!type.equals(SAS)) {
            throw SasKey.unauthorized(
                    "Tokens of type '" + type + "' are not imitated; connect with a connection string.");
        }
        SasKey.Grant grant = verify(String.valueOf(body), RequestNode.text(request, "name"));
        grants.removeIf(old -> old.resource().equals(grant.resource()));
        grants.add(grant);
        return new Answer(202, "Accepted", Map.of());
    }

    /**
     * Checks a token that comes with a request of its own.
     *
     * @throws Refusal if it is not good, or good for something else
     */
    SasKey.Grant verify(String token, String audience) {
        Instant now = service.wireTime().now();
        SasKey.Grant grant = service.key().verify(token, now);
        if (!grant.covers(audience, now)) {
            throw SasKey.unauthorized("The token is for another resource.");
        }
        return grant;
    }

    /**
     * Lets a link be opened.
     *
     * @throws Refusal if no token allows it, or it is expired
     */
    void check(String address) {
        Instant now = service.wireTime().now();
        if (grants.stream().noneMatch(grant -> grant.covers(address, now))) {
            throw SasKey.unauthorized("Unauthorized access: no token was put for '" + address + "', or it is expired.");
        }
    }
}
