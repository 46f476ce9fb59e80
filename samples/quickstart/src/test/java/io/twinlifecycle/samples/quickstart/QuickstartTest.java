package io.twinlifecycle.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    @Test
    void tellsAStoryInWhichEveryCheckHolds() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Transcript transcript = new Transcript(new PrintStream(told, true, StandardCharsets.UTF_8));
        try (Cloud cloud = Cloud.start()) {
            new Story(cloud, transcript).tell();
        }

        String text = told.toString(StandardCharsets.UTF_8);
        assertThat(transcript.failures()).as(text).isZero();
        assertThat(text)
                .contains("checks hold")
                .contains("RETIRED")
                .contains("KEPT_ALIVE")
                .contains("TWIN_NOT_OURS");
    }

    @Test
    void noticesWhenSomethingDiffersFromTheStory() throws Exception {
        Transcript transcript =
                new Transcript(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try (Cloud cloud = Cloud.start()) {
            // Somebody else's twin stands where the device's would be.
            cloud.device("thermostat-67").register(Models.THERMOSTAT.value());
            new Story(cloud, transcript).tell();
        }

        assertThat(transcript.failures()).isPositive();
    }

    @Test
    void takesAFleetThroughItsLife() {
        assertThat(Quickstart.run("--devices", "40")).isZero();
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThat(Quickstart.run("--devices", "-1")).isEqualTo(2);
        assertThat(Quickstart.run("--nonsense")).isEqualTo(2);
    }
}
