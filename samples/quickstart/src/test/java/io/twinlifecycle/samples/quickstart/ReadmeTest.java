package io.twinlifecycle.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the README, and the pages of the book that begin with it, to code that compiles and does what it says. */
class ReadmeTest {

    private static final List<Path> PAGES = Stream.of("README.md", "docs/getting-started.md", "docs/article.md")
            .map(Path.of("../..")::resolve)
            .toList();
    private static final List<Path> CODE = Stream.of("ReadmeCode.java", "FirstTest.java")
            .map(Path.of("src/test/java/io/twinlifecycle/samples/quickstart")::resolve)
            .toList();

    private static final Pattern README_BLOCK =
            Pattern.compile("<!-- code: ([^>]+) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE_BLOCK =
            Pattern.compile("// README: ([^\\n]+)\\n(.*?)// README end", Pattern.DOTALL);

    @Test
    void showsNoCodeThatDoesNotCompile() throws IOException {
        for (Path page : PAGES) {
            assertThat(blocks(List.of(page), README_BLOCK))
                    .as("every block of Java in %s has a name", page)
                    .hasSize(count(Files.readString(page), "```java"));
        }
        assertThat(blocks(PAGES, README_BLOCK)).isNotEmpty().isEqualTo(blocks(CODE, CODE_BLOCK));
    }

    @Test
    void doesWhatItsFirstExampleSays() {
        ReadmeCode.InMemory after = ReadmeCode.inMemory();
        InMemoryTwinStore twins = after.twins();

        assertThat(after.answer().status()).isEqualTo(200);
        assertThat(after.answer().bodyAsText()).contains("\"iotHubHostName\":\"hub-a", "\"dtId\":\"dev-1\"");

        assertThat(twins.count(Operation.CREATE)).isEqualTo(1);
        assertThat(twins.count(Operation.DELETE)).isEqualTo(1);
        assertThat(twins.peek(new TwinId("dev-1"))).isEmpty();
    }

    @Test
    void choosesByItsPolicyAsItSays() {
        assertThat(ReadmeCode.policy()
                        .decide(AllocationRequests.group()
                                .withRegistrationId("test-7")
                                .request()))
                .isInstanceOf(AllocationDecision.Refuse.class);
        assertThat(ReadmeCode.policy()
                        .decide(AllocationRequests.group()
                                .withModel("dtmi:com:example:Camera;1")
                                .withHubs("hub-video.azure-devices.net", "hub-b.azure-devices.net")
                                .request()))
                .isInstanceOfSatisfying(
                        AllocationDecision.Assign.class,
                        assigned -> assertThat(assigned.hub().name().value()).isEqualTo("hub-video"));
    }

    /** Block name to code, without comments and white space, which the two places are free to lay out differently. */
    private static Map<String, String> blocks(List<Path> files, Pattern pattern) throws IOException {
        Map<String, String> blocks = new LinkedHashMap<>();
        for (Path file : files) {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                blocks.put(
                        matcher.group(1).strip(),
                        matcher.group(2).replaceAll("(?m)\\s//.*$", "").replaceAll("\\s+", ""));
            }
        }
        return blocks;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
