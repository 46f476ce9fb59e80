package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GrantsTest {

    private static final String SAS = "servicebus.windows.net:sastoken";

    private final VirtualTime time = new VirtualTime();
    private final Grants unit = new Grants(new Service(
            new EventStore(List.of()),
            new SasKey("local", "secret"),
            new EventHubsFaults(new NoWire()),
            time,
            time,
            new MessageCodec(),
            new OwnerLevels<>()));

    @Test
    void opensNoLinkWithoutAToken() {
        assertRefused(() -> unit.check("hub1"), Refusal.UNAUTHORIZED);
    }

    @Test
    void opensLinksUntilTheTokenExpires() {
        assertThat(put(SAS, "hub1", token()).status()).isEqualTo(202);

        assertThatCode(() -> unit.check("hub1/Partitions/0")).doesNotThrowAnyException();
        assertRefused(() -> unit.check("hub2"), Refusal.UNAUTHORIZED);

        time.advance(Duration.ofMinutes(1));
        assertRefused(() -> unit.check("hub1/Partitions/0"), Refusal.UNAUTHORIZED);
    }

    @Test
    void takesANewTokenForTheOldOne() {
        put(SAS, "hub1", token());
        time.advance(Duration.ofSeconds(50));
        put(SAS, "hub1", token());
        time.advance(Duration.ofSeconds(50));

        assertThatCode(() -> unit.check("hub1")).doesNotThrowAnyException();
    }

    @Test
    void refusesOtherTokensAndOperations() {
        assertRefused(() -> put("jwt", "hub1", token()), Refusal.UNAUTHORIZED);
        assertRefused(() -> put(SAS, "hub2", token()), Refusal.UNAUTHORIZED);
        assertRefused(() -> unit.putToken(Map.of("operation", "delete-token"), null), Refusal.NOT_IMPLEMENTED);
        assertRefused(() -> unit.putToken(Map.of(), null), Refusal.NOT_IMPLEMENTED);
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
