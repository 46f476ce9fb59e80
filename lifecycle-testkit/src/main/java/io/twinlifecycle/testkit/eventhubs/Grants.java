package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.Grant.Access;
import io.twinlifecycle.testkit.eventhubs.RequestNode.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection may do: it puts tokens to {@code $cbs} before it opens links, and new ones before the old ones expire. */
final class Grants {

    private static final String SAS = "servicebus.windows.net:sastoken";

    /** A token may be good for longer than milliseconds can count. */
    private static final Duration LONG = Duration.ofDays(1);

    private final Service service;
    private final List<Grant> grants = new ArrayList<>();

    Grants(Service service) {
        this.service = service;
    }

    /** Answers {@code $cbs}. */
    Answer putToken(Map<String, Object> request, @Nullable Object body) {
        String operation = RequestNode.text(request, "operation");
        String type = RequestNode.text(request, "type");
        String token = String.valueOf(body);
        if (!operation.equals("put-token")) {
            throw Refusal.notImitated("the $cbs operation '" + operation + "'");
        }
        if (!type.equals(SAS) && !type.equals(EntraToken.TYPE)) {
            throw Refusal.unauthorized("Tokens of type '" + type + "' are not imitated.");
        }
        if (type.equals(SAS) != SasToken.looksLike(token)) {
            throw Refusal.unauthorized("The token is not of the type '" + type + "'.");
        }
        Grant grant = verify(token, RequestNode.text(request, "name"), request.get("expiration"));
        grants.removeIf(old -> old.resource().equals(grant.resource()));
        grants.add(grant);
        return new Answer(202, "Accepted", Map.of());
    }

    /**
     * Checks a token that comes with a request of its own.
     *
     * @throws Refusal if it is not good, or good for something else
     */
    void verify(String token, String audience) {
        verify(token, audience, null);
    }

    private Grant verify(String token, String audience, @Nullable Object expiration) {
        Instant now = service.wireTime().now();
        if (!SasToken.looksLike(token)) {
            Instant expires = EntraToken.expires(token, expiration);
            if (token.isBlank() || !now.isBefore(expires)) {
                throw token.isBlank() ? Refusal.unauthorized("There is no token.") : Refusal.expired(expires);
            }
            return new Grant(EntityPath.segments(audience), Grant.ALL, expires);
        }
        Grant grant = service.keys().verify(token, now);
        if (!grant.covers(audience, now)) {
            throw Refusal.unauthorized("The token is for another resource.");
        }
        return grant;
    }

    /**
     * Lets a link be opened.
     *
     * @throws Refusal if no token allows it, or it is expired
     */
    void check(Access access) {
        if (!allow(access)) {
            throw Refusal.unauthorized(Refusal.claimRequired(access));
        }
    }

    /** Whether a link may stay open. */
    boolean allow(Access access) {
        Instant now = service.wireTime().now();
        return grants.stream().anyMatch(grant -> grant.allows(access, now));
    }

    /** Forgets what is expired; true if something was. */
    boolean expire() {
        Instant now = service.wireTime().now();
        return grants.removeIf(grant -> !now.isBefore(grant.expires()));
    }

    /** In how many milliseconds to look whether one is expired; negative for never. */
    long nextExpiry() {
        Instant now = service.wireTime().now();
        return grants.stream()
                .map(grant -> Duration.between(now, grant.expires()))
                .mapToLong(left -> left.compareTo(LONG) > 0 ? LONG.toMillis() : left.toMillis() + 1)
                .reduce(-1, Waits::sooner);
    }
}
