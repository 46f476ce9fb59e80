package io.twinlifecycle.samples.quickstart.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SeedsTest {

    private static final Path BUILDING = Path.of("seeds", "building.json");

    @TempDir
    Path dir = Path.of("");

    @Test
    void theSeedThatComesAlongCanBeLoaded() throws IOException {
        try (LocalCloud cloud = LocalCloud.start()) {
            cloud.graph().models().addTexts(Models.all());
            serve("--seed", BUILDING.toString()).load(cloud);

            assertThat(cloud.graph().twins().find(new TwinId("floor-1"))).isPresent();
            assertThat(cloud.world().hub("hub-a").find(new DeviceId("meter-1"))).isPresent();
        }
    }

    @Test
    void theStateOfTheLastTimeIsLoadedIfThereIsOneAndTheGroupKeepsItsKeys() throws IOException {
        Path state = dir.resolve("state.json");
        String key;
        try (LocalCloud cloud = LocalCloud.start()) {
            Serve serve = serve("--seed", BUILDING.toString(), "--state", state.toString());
            cloud.graph().models().addTexts(Models.all());
            serve.load(cloud);
            key = groupKey(cloud, 7071);
            cloud.save(state);
        }
        try (LocalCloud cloud = LocalCloud.start()) {
            cloud.graph().models().addTexts(Models.all());
            serve("--state", state.toString()).load(cloud);

            assertThat(cloud.graph().twins().find(new TwinId("floor-1"))).isPresent();
            assertThat(groupKey(cloud, 7072)).isEqualTo(key);
        }
    }

    @Test
    void aSeedThatCannotBeLoadedEndsItWithOne() throws IOException {
        Path wrong = Files.writeString(dir.resolve("wrong.json"), "{\"twinz\": []}");

        assertThat(new CommandLine(new Serve())
                        .execute("--free-ports", "--dir", dir.toString(), "--seed", wrong.toString()))
                .isEqualTo(1);
    }

    private static Serve serve(String... options) {
        Serve serve = new Serve();
        new CommandLine(serve).parseArgs(options);
        return serve;
    }

    private static String groupKey(LocalCloud cloud, int port) {
        return Enrollment.in(cloud, URI.create("http://localhost:" + port + "/api"), Models.THERMOSTAT.value())
                .groupKey();
    }
}
