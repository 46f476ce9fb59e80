package io.twinlifecycle.samples.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Looks at the folder that is deployed, after packaging. */
class StagedAppTest {

    private static final Path STAGING = Path.of(System.getProperty("staging"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void hasTheTwoFunctionsOfTheArticle() throws IOException {
        try (Stream<Path> entries = Files.list(STAGING)) {
            assertThat(entries.filter(Files::isDirectory)
                            .map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder("DpsAdtAllocationFunc", "DeleteDeviceInTwinFunc", "lib");
        }
    }

    @Test
    void letsDpsPostWithAFunctionsKey() throws IOException {
        JsonNode function = function("DpsAdtAllocationFunc");

        assertThat(function.get("entryPoint").asText())
                .isEqualTo("io.twinlifecycle.samples.functions.DpsAdtAllocationFunc.run");
        assertThat(function.get("bindings").get(0)).isEqualTo(JSON.readTree("""
                        {"type": "httpTrigger", "direction": "in", "name": "request", "methods": ["POST"], "authLevel": "FUNCTION"}
                        """));
        assertThat(function.get("bindings").get(1))
                .isEqualTo(JSON.readTree("{\"type\": \"http\", \"direction\": \"out\", \"name\": \"$return\"}"));
    }

    @Test
    void readsLifecycleEventsInBatchesAndNeverStopsTryingAgain() throws IOException {
        JsonNode function = function("DeleteDeviceInTwinFunc");

        assertThat(function.get("entryPoint").asText())
                .isEqualTo("io.twinlifecycle.samples.functions.DeleteDeviceInTwinFunc.run");
        assertThat(function.get("bindings")).isEqualTo(JSON.readTree("""
                        [{"type": "eventHubTrigger", "direction": "in", "name": "events", "eventHubName": "lifecycleevents",
                          "connection": "EVENTHUB_CONNECTIONSTRING", "consumerGroup": "twin-lifecycle", "cardinality": "MANY",
                          "dataType": "binary"}]
                        """));
        assertThat(function.get("retry")).isEqualTo(JSON.readTree("""
                        {"strategy": "exponentialBackoff", "maxRetryCount": -1, "minimumInterval": "00:00:05",
                         "maximumInterval": "00:05:00"}
                        """));
    }

    @Test
    void namesTheJarThatIsThere() throws IOException {
        for (String name : List.of("DpsAdtAllocationFunc", "DeleteDeviceInTwinFunc")) {
            assertThat(STAGING.resolve(name)
                            .resolve(function(name).get("scriptFile").asText()))
                    .isRegularFile();
        }
    }

    @Test
    void bringsTheLibraryAndNothingOfTheHostOrTheTests() throws IOException {
        try (Stream<Path> jars = Files.list(STAGING.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(jar -> jar.startsWith("lifecycle-core-"))
                    .anyMatch(jar -> jar.startsWith("lifecycle-adt-"))
                    .anyMatch(jar -> jar.startsWith("lifecycle-eventhubs-"))
                    .noneMatch(jar -> jar.contains("testkit") || jar.contains("junit") || jar.contains("gson"))
                    .noneMatch(jar -> jar.startsWith("azure-functions-java-core-library"));
        }
    }

    @Test
    void givesTheWorstBatchTimeToEndBeforeTheHostEndsIt() throws IOException {
        JsonNode host = JSON.readTree(STAGING.resolve("host.json").toFile());
        JsonNode eventHubs = host.get("extensions").get("eventHubs");
        // All events are of one device, each uses up its budget and then that of the dead-letter hub, whose last
        // attempt begins late.
        Duration worst = App.EVENT_BUDGET
                .multipliedBy(2)
                .plus(DeadLetterHub.LONGEST_ATTEMPT)
                .multipliedBy(eventHubs.get("maxEventBatchSize").asInt());

        assertThat(worst)
                .as("the host writes the checkpoint of a function that took too long")
                .isLessThan(duration(host.get("functionTimeout")));
        assertThat(eventHubs.get("initialOffsetOptions").get("type").asText()).isEqualTo("fromStart");
        assertThat(eventHubs.get("batchCheckpointFrequency").asInt()).isEqualTo(1);
        assertThat(host.get("extensionBundle").get("id").asText())
                .isEqualTo("Microsoft.Azure.Functions.ExtensionBundle");
    }

    private static Duration duration(JsonNode text) {
        return Duration.between(LocalTime.MIDNIGHT, LocalTime.parse(text.asText()));
    }

    private static JsonNode function(String name) throws IOException {
        return JSON.readTree(STAGING.resolve(name).resolve("function.json").toFile());
    }
}
