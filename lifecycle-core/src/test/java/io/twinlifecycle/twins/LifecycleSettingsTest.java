package io.twinlifecycle.twins;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifecycleSettingsTest {

    @Test
    void refusesWhatCouldNeverWork() {
        assertThatIllegalArgumentException()
                .as("one round finds that a twin exists or has relationships, and does nothing about it")
                .isThrownBy(() -> LifecycleSettings.builder().maxRounds(1).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LifecycleSettings.builder()
                        .clockSkew(Duration.ofSeconds(-1))
                        .build());
    }
}
