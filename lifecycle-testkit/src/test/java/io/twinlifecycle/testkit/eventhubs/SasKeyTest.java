package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SasKeyTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final SasKeys unit = new SasKeys(List.of(new SasKey("local", "secret", Grant.ALL)));

    @Test
    void takesATokenThatItSigned() {
        Grant grant = unit.verify(SasTokens.sign("amqp://localhost/hub1", LATER, "local", "secret"), NOW);

        assertThat(grant.covers("hub1", NOW)).isTrue();
        assertThat(grant.covers("/HUB1/ConsumerGroups/$Default/Partitions/0", NOW))
                .isTrue();
        assertThat(grant.covers("amqps://elsewhere/hub1", NOW))
                .as("hosts have many names")
                .isTrue();
        assertThat(grant.covers("hub12", NOW)).isFalse();
        assertThat(grant.covers("hub2", NOW)).isFalse();
        assertThat(grant.covers("", NOW)).isFalse();
        assertThat(grant.covers("hub1", LATER)).as("expired").isFalse();
    }

    @Test
    void takesATokenForTheWholeNamespace() {
        Grant grant = unit.verify(SasTokens.sign("sb://localhost/", LATER, "local", "secret"), NOW);

        assertThat(grant.covers("hub1/Partitions/0", NOW)).isTrue();
    }

    @Test
    void refusesWhatAnotherKeySigned() {
        assertRefused(SasTokens.sign("amqp://localhost/hub1", LATER, "local", "other"), "signature");
        assertRefused(SasTokens.sign("amqp://localhost/hub1", LATER, "other", "secret"), "unknown key");
    }

    @Test
    void refusesWhatWasChanged() {
        String token = SasTokens.sign("amqp://localhost/hub1", LATER, "local", "secret");

        assertRefused(token.replace("hub1", "hub2"), "signature");
        assertRefused(token.replace("se=1", "se=9"), "signature");
    }

    @Test
    void refusesWhatIsExpired() {
        assertRefused(SasTokens.sign("amqp://localhost/hub1", NOW, "local", "secret"), "expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer x",
                "SharedAccessSignature ",
                "SharedAccessSignature sr=a&sig=b&se=1",
                "SharedAccessSignature sr=a&sig=%zz&se=1&skn=local",
                "SharedAccessSignature sr=%&sig=b&se=99999999999999999999&skn=local"
            })
    void refusesWhatIsNoToken(String token) {
        assertThatThrownBy(() -> unit.verify(token, NOW)).isInstanceOf(Refusal.class);
    }

    @Test
    void showsNoKey() {
        assertThat(unit.named("local")).asString().doesNotContain("secret");
    }

    private void assertRefused(String token, String why) {
        assertThatThrownBy(() -> unit.verify(token, NOW))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.condition()).isEqualTo(Refusal.UNAUTHORIZED))
                .hasMessageContaining(why);
    }
}
