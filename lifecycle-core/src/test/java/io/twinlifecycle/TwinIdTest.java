package io.twinlifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwinIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a/b", "a\\b", "a\nb", "a\u007fb", "a\u2028b", "a\u2029b", "\ud83d", "\ude00a"})
    void refusesWhatNoPathOrLogCarriesSafely(String text) {
        assertThat(TwinId.isValid(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "...", "a'b", "100%", "a b", "\u00e9", "\ud83d\ude00"})
    void takesAnythingElse(String text) {
        assertThat(TwinId.isValid(text)).isTrue();
    }

    @Test
    void isBounded() {
        assertThat(TwinId.isValid("x".repeat(256))).isTrue();
        assertThat(TwinId.isValid("x".repeat(257))).isFalse();
    }
}
