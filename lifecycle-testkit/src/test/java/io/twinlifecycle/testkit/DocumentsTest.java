package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the pages that name rules and tests from drifting away from the rules and tests. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path CONTRACT = ROOT.resolve("docs/contract.md");
    private static final Path PROMISES = ROOT.resolve("docs/promises.md");
    private static final Path RELIABILITY = ROOT.resolve("docs/reliability.md");
    private static final Path SECURITY = ROOT.resolve("SECURITY.md");

    private static final Pattern RULE = Pattern.compile("\\b[ASFR][0-9]+\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*)#([a-z][A-Za-z0-9]*)`");

    @Test
    void theContractPageListsEveryRuleOfEverySuite() throws IOException {
        List<String> listed = Files.readAllLines(CONTRACT).stream()
                .filter(line -> line.startsWith("- **"))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Rules.bySuite().values().stream()
                        .flatMap(List::stream)
                        .map(rule -> "- **" + rule.replaceFirst(" ", "** "))
                        .toList());
        for (Class<?> suite : Rules.bySuite().keySet()) {
            assertThat(Files.readString(CONTRACT)).contains("`" + suite.getSimpleName() + "`");
        }
    }

    @Test
    void everySuiteNumbersItsRulesWithoutGaps() {
        Rules.bySuite().forEach((suite, rules) -> {
            String letter = rules.get(0).substring(0, 1);
            assertThat(rules.stream().map(rule -> rule.substring(0, rule.indexOf(' '))))
                    .as(suite.getSimpleName())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, rules.size())
                            .mapToObj(number -> letter + number)
                            .toList());
        });
    }

    @Test
    void everyRuleAndTestThatThePromisesNameExists() throws IOException {
        String page = Files.readString(PROMISES);
        Map<String, String> tests = testSources();

        assertThat(RULE.matcher(page).results().map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(Rules.numbers());
        assertThat(TEST.matcher(page).results()).hasSizeGreaterThan(40);
        assertNamesTests(page, tests);
    }

    @Test
    void everyTestThatTheOtherPagesNameExists() throws IOException {
        Map<String, String> tests = testSources();
        String hostile = Files.readString(RELIABILITY).split("\n## Hostile input\n", -1)[1];

        assertThat(TEST.matcher(hostile).results()).as("attacks").hasSizeGreaterThan(20);
        assertNamesTests(Files.readString(RELIABILITY), tests);
        assertNamesTests(Files.readString(SECURITY), tests);
    }

    private static void assertNamesTests(String page, Map<String, String> tests) {
        for (MatchResult test : TEST.matcher(page).results().toList()) {
            assertThat(tests.keySet()).as(test.group()).contains(test.group(1));
            assertThat(declaration(test.group(2))
                            .matcher(String.valueOf(tests.get(test.group(1))))
                            .find())
                    .as(test.group() + " is a test")
                    .isTrue();
        }
    }

    @Test
    void everyPromiseAndEveryDefectHasALine() throws IOException {
        String page = Files.readString(PROMISES);

        IntStream.rangeClosed(1, 8).forEach(number -> assertThat(page).contains("\n| P" + number + " |"));
        IntStream.rangeClosed(1, 23).forEach(number -> assertThat(page).contains("\n| " + number + " |"));
    }

    @Test
    void everyLinkOfEveryPageLeadsToAFile() throws IOException {
        List<Path> pages = pages();

        assertThat(pages).hasSizeGreaterThan(20);
        for (Path page : pages) {
            assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
                    .as(page.toString())
                    .allMatch(link -> Files.exists(page.resolveSibling(link)));
        }
    }

    /** The index is how a reader finds the others. */
    @Test
    void theIndexOfTheBookAndItsSiteNameEveryPage() throws IOException {
        String index = Files.readString(ROOT.resolve("docs/README.md"));
        String site = Files.readString(ROOT.resolve("docs/.vitepress/config.mjs"));

        for (Path page : pages()) {
            String name = page.getFileName().toString();
            if (page.startsWith(ROOT.resolve("docs")) && !name.equals("README.md")) {
                assertThat(index).contains("](" + name + ")");
                assertThat(site).contains("'" + name.replace(".md", "") + "'");
            }
        }
    }

    @Test
    void theBillOfMaterialsHasTheVersionOfTheRest() throws IOException {
        Pattern version = Pattern.compile("<version>([^<]+)</version>");
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        String bom = Files.readString(ROOT.resolve("lifecycle-core/bom/pom.xml"));

        assertThat(version.matcher(bom).results().findFirst().map(found -> found.group(1)))
                .isPresent()
                .isEqualTo(version.matcher(parent).results().findFirst().map(found -> found.group(1)));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static Pattern declaration(String method) {
        return Pattern.compile("@(?:Test|ParameterizedTest|TestFactory)\\b[^;]*?\\s" + method + "\\(", Pattern.DOTALL);
    }

    /** Name of a class to the text of its file, for all tests of all modules. */
    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Path module : List.of(
                ROOT.resolve("lifecycle-core"),
                ROOT.resolve("lifecycle-testkit"),
                ROOT.resolve("lifecycle-adt"),
                ROOT.resolve("lifecycle-eventhubs"),
                ROOT.resolve("samples/quickstart"),
                ROOT.resolve("samples/reliability"))) {
            try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java"))
                        .toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }
}
