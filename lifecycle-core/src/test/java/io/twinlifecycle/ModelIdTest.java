package io.twinlifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelIdTest {
    @Test
    void acceptsADtmi() {
        assertThat(ModelId.isValid("dtmi:com:example:Thermostat;1")).isTrue();
    }
}
