package io.twinlifecycle.samples.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing here compiles Bicep or calls Azure; this keeps infra/ and the code from drifting apart. */
class InfraTest {

    private static final Path INFRA = Path.of("infra");
    private static final Pattern MODULE = Pattern.compile("module \\w+ '([^']+)'");

    @Test
    void makesTheEventHubsThatTheFunctionNames() throws IOException {
        assertThat(text("modules/event-hubs.bicep"))
                .contains("name: '" + DeleteDeviceInTwinFunc.EVENT_HUB + "'")
                .contains("name: '" + DeleteDeviceInTwinFunc.CONSUMER_GROUP + "'")
                .contains("name: '" + DeadLetterHub.DEFAULT_NAME + "'");
    }

    @Test
    void setsTheSettingsThatTheAppReads() throws IOException {
        assertThat(text("modules/function-app.bicep"))
                .contains("name: 'ADT_SERVICE_URL'")
                .contains("name: '" + DeleteDeviceInTwinFunc.CONNECTION + "__fullyQualifiedNamespace'")
                .contains("name: '" + App.CREATION_EVENTS_ROUTED + "'");
    }

    @Test
    void routesDeletionsAsTheArticleDoes() throws IOException {
        assertThat(text("modules/iot-hub.bicep"))
                .contains("source: 'DeviceLifecycleEvents'")
                .contains("var deletions = 'opType = \\'deleteDeviceIdentity\\''");
    }

    @Test
    void hasEveryFileThatItNames() throws IOException {
        assertThat(MODULE.matcher(text("main.bicep")).results().map(module -> module.group(1)))
                .hasSize(6)
                .allSatisfy(module -> assertThat(INFRA.resolve(module)).isRegularFile());
        assertThat(INFRA.resolve("../../../lifecycle-core/src/main/resources/io/twinlifecycle/life/Life.json"))
                .as("which deploy.sh uploads")
                .isRegularFile();
        assertThat(text("deploy.sh")).contains("lifecycle-core/src/main/resources/io/twinlifecycle/life/Life.json");
    }

    private static String text(String file) throws IOException {
        return Files.readString(INFRA.resolve(file));
    }
}
