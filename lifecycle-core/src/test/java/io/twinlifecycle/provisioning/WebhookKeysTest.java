package io.twinlifecycle.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookKeysTest {

    private static final String OLD = "b2xkIGtleSBvZiB0aGUgd2ViaG9vaw==";
    private static final String NEW = "new+key/of~the-webhook_AzFu==";

    private final WebhookKeys keys = WebhookKeys.of(List.of(OLD, NEW));

    @Test
    void takesAKeyFromTheHeaderOrFromTheQuery() {
        assertThat(keys.refusal(OLD, null)).isEmpty();
        assertThat(keys.refusal(null, "code=" + OLD)).isEmpty();
        assertThat(keys.refusal(null, "clientId=default&Code=" + OLD + "&x")).isEmpty();
    }

    @Test
    void takesEachOfSeveralKeysSoThatOneCanBeReplaced() {
        assertThat(keys.refusal(NEW, null)).isEmpty();
        assertThat(WebhookKeys.of(List.of(NEW)).refusal(OLD, null)).isPresent();
    }

    @Test
    void readsAKeyThatIsPercentEncodedAndOneThatIsNot() {
        assertThat(keys.refusal(null, "code=new%2Bkey%2fof~the-webhook_AzFu%3D%3D"))
                .isEmpty();
        assertThat(keys.refusal(null, "code=" + NEW)).as("a plus is a plus").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "code",
                "code=",
                "code=%",
                "code=%4",
                "code=%zz",
                "code=wrong&code=b2xkIGtleSBvZiB0aGUgd2ViaG9vaw==",
                "xcode=b2xkIGtleSBvZiB0aGUgd2ViaG9vaw==",
                "code=b2xkIGtleSBvZiB0aGUgd2ViaG9vaw=",
                "code=B2XKIGTLESBVZIB0AGUGD2VIAG9VAW==",
                "code=b2xkIGtleSBvZiB0aGUgd2ViaG9vaw==%00"
            })
    void refusesEveryOtherQuery(String query) {
        assertThat(keys.refusal(null, query)).isPresent();
    }

    @Test
    void asksTheHeaderFirst() {
        assertThat(keys.refusal("wrong", "code=" + OLD)).isPresent();
        assertThat(keys.refusal(null, null)).isPresent();
    }

    @Test
    void refusesForGoodSoThatDpsDoesNotAskAgainAndNeverWith401() {
        WebhookResponse refusal = keys.refusal("wrong-key-of-a-stranger", null).orElseThrow();

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.bodyAsText())
                .contains("KEY_REFUSED")
                .doesNotContain("stranger")
                .doesNotContain(OLD);
    }

    @Test
    void doesWithoutAQueryOfManyParameters() {
        assertThat(keys.refusal(null, "a&".repeat(100_000) + "code=" + OLD)).isPresent();
    }

    @Test
    void neverShowsAKey() {
        assertThat(keys).hasToString("2 webhook keys");
        assertThatThrownBy(() -> WebhookKeys.of(List.of("short-secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 20")
                .message()
                .doesNotContain("short-secret");
    }

    @Test
    void wantsAtLeastOneKeyAndNoBlanksAround() {
        assertThatThrownBy(() -> WebhookKeys.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookKeys.of(List.of(OLD + "\n"))).isInstanceOf(IllegalArgumentException.class);
    }
}
