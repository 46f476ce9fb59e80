package io.twinlifecycle.samples.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebhookBudgetTest {

    @Test
    void answersInTimeWhateverTheStoreDoes() throws Exception {
        Figures figures = WebhookBudget.run(300, Duration.ofSeconds(1), 7);

        assertThat(figures.broken()).isEmpty();
        assertThat(figures.get("requests")).isEqualTo("300");
    }
}
