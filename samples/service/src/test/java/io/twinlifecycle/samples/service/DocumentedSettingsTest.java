package io.twinlifecycle.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The documentation has the settings, the defaults and the sentences that editors show. */
class DocumentedSettingsTest {

    private static final Path DOCS = Path.of("..", "..", "docs", "service.md");

    @Test
    void theTableOfSettingsIsThatOfTheMetadata() throws IOException {
        String table = table();

        assertThat(table.lines().count()).as("all settings").isGreaterThan(25);
        assertThat(Files.readString(DOCS)).contains(table);
    }

    private static String table() throws IOException {
        return StreamSupport.stream(metadata().path("properties").spliterator(), false)
                .filter(property -> property.path("name").asText().startsWith("twin-lifecycle."))
                .map(DocumentedSettingsTest::row)
                .sorted()
                .collect(Collectors.joining());
    }

    private static String row(JsonNode property) {
        String name = property.path("name").asText();
        JsonNode value = property.path("defaultValue");
        String standard = value.isMissingNode() || value.asText().isEmpty() ? "" : "`" + value.asText() + "`";
        return "| `" + name + "` | " + standard + " | "
                + property.path("description").asText() + " |\n";
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in =
                ServiceSettings.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, "the configuration processor did not run"));
        }
    }
}
