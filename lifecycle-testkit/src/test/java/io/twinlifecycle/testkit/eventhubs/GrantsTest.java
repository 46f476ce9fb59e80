package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.eventhubs.Grant.Access;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {

    private static final String SAS = "servicebus.windows.net:sastoken";

    private final VirtualTime time = new VirtualTime();
    private final Grants unit = new Grants(new Service(
            new EventStore(List.of()),
            new SasKeys(List.of(
                    new SasKey("local", "secret", Grant.ALL),
                    new SasKey("reader", "secret", Set.of(AccessRight.LISTEN)))),
            new EventHubsFaults(new NoWire()),
            time,
            time,
            new MessageCodec(),
            new OwnerLevels<>(),
            Duration.ofMinutes(10)));

    @Test
    void opensNoLinkWithoutAToken() {
        assertRefused(() -> unit.check(new Access("hub1", AccessRight.SEND)), Refusal.UNAUTHORIZED);
    }

    @Test
    void opensLinksUntilTheTokenExpires() {
        assertThat(put(SAS, "hub1", token()).status()).isEqualTo(202);

        assertThatCode(() -> unit.check(new Access("hub1/Partitions/0", AccessRight.SEND)))
                .doesNotThrowAnyException();
        assertRefused(() -> unit.check(new Access("hub2", AccessRight.SEND)), Refusal.UNAUTHORIZED);

        time.advance(Duration.ofMinutes(1));
        assertRefused(() -> unit.check(new Access("hub1/Partitions/0", AccessRight.SEND)), Refusal.UNAUTHORIZED);
    }

    @Test
    void takesANewTokenForTheOldOne() {
        put(SAS, "hub1", token());
        time.advance(Duration.ofSeconds(50));
        put(SAS, "hub1", token());
        time.advance(Duration.ofSeconds(50));

        assertThatCode(() -> unit.check(new Access("hub1", AccessRight.SEND))).doesNotThrowAnyException();
    }

    @Test
    void refusesOtherTokensAndOperations() {
        assertRefused(() -> put("jwt", "hub1", token()), Refusal.UNAUTHORIZED);
        assertRefused(() -> put("jwt", "hub1", " "), Refusal.UNAUTHORIZED);
        assertRefused(() -> put(SAS, "hub1", "any"), Refusal.UNAUTHORIZED);
        assertRefused(() -> put("saml", "hub1", "any"), Refusal.UNAUTHORIZED);
        assertRefused(() -> put(SAS, "hub2", token()), Refusal.UNAUTHORIZED);
        assertRefused(() -> unit.putToken(Map.of("operation", "delete-token"), null), Refusal.NOT_IMPLEMENTED);
        assertRefused(() -> unit.putToken(Map.of(), null), Refusal.NOT_IMPLEMENTED);
    }

    @Test
    void letsAKeyDoWhatItMay() {
        put(SAS, "hub1", SasTokens.sign("amqp://localhost/hub1", time.now().plusSeconds(60), "reader", "secret"));

        assertThat(unit.allow(new Access("hub1/ConsumerGroups/$Default/Partitions/0", AccessRight.LISTEN)))
                .isTrue();
        assertThat(unit.allow(new Access("hub1", AccessRight.SEND))).isFalse();
    }

    @Test
    void takesAnyEntraTokenUntilTheClientOrTheTokenSaysOtherwise() {
        assertExpiresAfterAMinute(() ->
                put("jwt", "hub1", jwt("{\"exp\":" + time.now().plusSeconds(60).getEpochSecond() + "}")));
        assertExpiresAfterAMinute(() -> unit.putToken(
                Map.of(
                        "operation", "put-token",
                        "type", "jwt",
                        "name", "amqp://localhost/hub1",
                        "expiration", Date.from(time.now().plusSeconds(60))),
                "any"));
    }

    private void assertExpiresAfterAMinute(Runnable put) {
        put.run();
        assertThat(unit.nextExpiry()).as("looks again a millisecond later").isEqualTo(60_001);
        assertThat(unit.allow(new Access("hub1", AccessRight.SEND))).isTrue();
        time.advance(Duration.ofSeconds(59));
        assertThat(unit.expire()).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(unit.expire()).isTrue();
        assertThat(unit.nextExpiry()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "a.b.c", "..", "e30.e30.", "e30.eyJleHAiOiJ4In0.", "e30.eyJleHAiOjllOTl9."})
    void takesATextThatSaysNothingOfATimeForEver(String token) {
        put("jwt", "hub1", token);

        time.advance(Duration.ofDays(10_000));
        assertThat(unit.expire()).isFalse();
        assertThat(unit.nextExpiry()).isEqualTo(Duration.ofDays(1).toMillis());
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".";
    }

    private RequestNode.Answer put(String type, String audience, String token) {
        return unit.putToken(
                Map.of("operation", "put-token", "type", type, "name", "amqp://localhost/" + audience), token);
    }

    private String token() {
        return SasTokens.sign("amqp://localhost/hub1", time.now().plusSeconds(60), "local", "secret");
    }

    private static void assertRefused(ThrowingCallable call, String condition) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.condition()).isEqualTo(condition));
    }

    private static final class NoWire implements EventHubsFaults.Wire {
        @Override
        public int detachLinks(String hub) {
            return 0;
        }

        @Override
        public int dropConnections() {
            return 0;
        }
    }
}
