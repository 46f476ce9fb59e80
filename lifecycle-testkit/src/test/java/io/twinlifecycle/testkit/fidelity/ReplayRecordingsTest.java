package io.twinlifecycle.testkit.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.fidelity.ReplayRecordings.Report;
import java.nio.file.Files;
import java.nio.file.Path;
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
                "responseHeaders":{"ETag":"x","x-ms-error-code":"Other"},"responseBody":null}]}""");

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
                "responseBody":{"error":{"code":"DigitalTwinNotFound","message":"No."}}}]}""".formatted(MODEL, HEADERS, twin, HEADERS);
    }

    private void write(String name, String recording) throws Exception {
        Files.writeString(directory.resolve(name + ".json"), recording);
    }
}
