package io.twinlifecycle.testkit.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.fidelity.ReplayRecordings.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool itself: it agrees where the server does as recorded, and sees each kind of difference. */
class ReplayRecordingsTest {

    private static final String HEADERS = "\"responseHeaders\":{\"Content-Type\":\"application/json; charset=utf-8\"";
    private static final String MODEL =
            "[{\"@id\":\"dtmi:a:b;1\",\"@type\":\"Interface\",\"@context\":\"dtmi:dtdl:context;2\"}]";
    private static final String TWIN = "{\"$dtId\":\"t\",\"$etag\":\"W/\\\"00000000-0000-0000-0000-000000000000\\\"\","
            + "\"$metadata\":{\"$model\":\"dtmi:a:b;1\"}}";

    @TempDir
    Path directory = Path.of("");

    @BeforeEach
    void checkFolder() {
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void agreesWithARecordingThatTheServerFollows() throws Exception {
        write("good", recording(TWIN));

        Report report = ReplayRecordings.replay(directory);
        assertThat(report.lines()).containsExactly("3 of 3 interactions agree");
        assertThat(report.reaches(1)).isTrue();
    }

    @Test
    void listsEachDifference() throws Exception {
        write("bad", recording(TWIN.replace("\"t\"", "\"u\"")));
        write("worse", """
            {"interactions":[{"method":"GET","path":"/digitaltwins/t?api-version=x","status":200,
            "responseHeaders":{"ETag":"x","x-ms-error-code":"Other"},"responseBody":null}]}\
            """);

        Report report = ReplayRecordings.replay(directory);
        assertThat(report.lines())
                .contains(
                        "bad #0 PUT /digitaltwins/t?api-version=x",
                        "    body $.$dtId: recorded \"u\", here \"t\"",
                        "    status: recorded 200, here 404",
                        "    ETag is there: recorded true, here false",
                        "    error code: recorded , here DigitalTwinNotFound",
                        "    x-ms-error-code: recorded Other, here DigitalTwinNotFound",
                        "    body is there: recorded false, here true")
                .endsWith("2 of 4 interactions agree");
        assertThat(report.reaches(0.5)).isTrue();
        assertThat(report.reaches(0.51)).isFalse();
    }

    @Test
    void provesNothingWithoutRecordings() throws Exception {
        assertThat(ReplayRecordings.replay(directory).reaches(0)).isFalse();
    }

    private static String recording(String twin) {
        return """
            {"metadataHasLastUpdateTime":false,
            "setup":[{"method":"POST","path":"/models?api-version=x","requestBodyInferred":%s}],
            "interactions":[
            {"method":"PUT","path":"/digitaltwins/t?api-version=x","status":200,
            "requestBody":{"$metadata":{"$model":"dtmi:a:b;1"}},%s,"ETag":"W/x"},"responseBody":%s},
            {"method":"DELETE","path":"/digitaltwins/t?api-version=x","status":429,"skipReplay":"throttled"},
            {"method":"DELETE","path":"/digitaltwins/t?api-version=x","status":204,
            "bind":{"If-Match":{"interaction":0,"responseHeader":"ETag"}},"responseHeaders":{}},
            {"method":"DELETE","path":"/digitaltwins/t?api-version=x","status":404,%s},
            "responseBody":{"error":{"code":"DigitalTwinNotFound","message":"No."}}}]}\
            """.formatted(MODEL, HEADERS, twin, HEADERS);
    }

    private void write(String name, String recording) throws Exception {
        Files.writeString(directory.resolve(name + ".json"), recording);
    }

    @Test
    void knowsListsThatWereCut() throws Exception {
        String list = """
            {"interactions":[{"method":"PUT","path":"/digitaltwins/t","status":400,"requestBody":[],
            "responseHeaders":{"x-ms-error-code":"InvalidArgument"},
            "responseBody":{"error":{"code":"InvalidArgument","message":"a"}}},
            {"method":"GET","path":"/jobs/deletions","status":200,"responseBody":{"value":[%s],"nextLink":null}}]}\
            """;
        write("cut", list.formatted("{\"\u2026cut\":2}"));

        assertThat(ReplayRecordings.replay(directory).lines())
                .contains("    body $.value.length: recorded 2, here 0")
                .endsWith("1 of 2 interactions agree");
    }

    @Test
    void comparesQueriesOfASharedInstanceByWhatBothHave() throws Exception {
        String file = """
            {"metadataHasLastUpdateTime":true,"setup":[{"method":"POST","path":"/models","requestBodyInferred":%s},
            {"method":"PUT","path":"/digitaltwins/t","requestBody":{"$metadata":{"$model":"dtmi:a:b;1"}}}],
            "interactions":[{"method":"POST","path":"/query?api-version=x","status":200,
            "requestBody":{"query":"SELECT * FROM digitaltwins"},"responseHeaders":{"query-charge":"3.01"},
            "responseBody":{"value":[{"$dtId":"older","$etag":"x","p":1,"$metadata":{}}%s],"continuationToken":%s}}]}\
            """;
        write("a", file.formatted(MODEL, "", "null"));
        write("b", file.formatted(MODEL, ",{\"$dtId\":\"t\",\"$etag\":\"x\"}", "null"));
        write("c", file.formatted(MODEL, "", "\"token\""));

        List<String> lines = ReplayRecordings.replay(directory).lines();
        assertThat(lines).contains("b #0 POST /query?api-version=x", "c #0 POST /query?api-version=x");
        assertThat(lines).endsWith("1 of 3 interactions agree");
    }

    @Test
    void countsWhatCannotBeSentAsADisagreementAndGoesOn() throws Exception {
        write("bound", """
            {"setup":[{"method":"PUT","path":"/digitaltwins/t","requestBody":{}}],
            "interactions":[{"method":"GET","path":"/models","status":401,
            "responseHeaders":{"Content-Type":"application/json"},
            "responseBody":{"statusCode":401,"message":"Unauthorized"}},
            {"method":"GET","path":"x","bind":{"path":{"interaction":0,"json":"nextLink"}},"status":200}]}\
            """);

        assertThat(ReplayRecordings.replay(directory).lines())
                .contains("bound #-1 setup PUT /digitaltwins/t", "bound #1 GET x")
                .endsWith("1 of 3 interactions agree");
    }
}
