package io.twinlifecycle.testkit.adt;

import static io.twinlifecycle.testkit.adt.RawAdt.assertRefused;
import static io.twinlifecycle.testkit.adt.RawAdt.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.graph.DeletionJob;
import io.twinlifecycle.testkit.graph.EventRoute;
import io.twinlifecycle.testkit.graph.ImportJob;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Import and deletion jobs, for which the Java client has no methods. */
class JobsWireTest {

    private static final String ELSEWHERE = "https://account.example/in.ndjson";
    private static final String LOG = "https://account.example/log";
    private static final String SHELF = "{\"@id\":\"dtmi:test:Shelf;1\",\"@type\":\"Interface\","
            + "\"@context\":\"dtmi:dtdl:context;2\",\"contents\":[{\"@type\":\"Property\",\"name\":\"width\","
            + "\"schema\":\"integer\"},{\"@type\":\"Relationship\",\"name\":\"next\"}]}";
    private static final String GOOD = """
        {"Section": "Header"}
        {"fileVersion": "1.0.0", "author": "somebody"}
        {"Section": "Models"}
        %s
        {"Section": "Twins"}
        {"$dtId":"s1","$metadata":{"$model":"dtmi:test:Shelf;1"},"width":3}
        {"$dtId":"s2","$metadata":{"$model":"dtmi:test:Shelf;1"}}

        {"Section": "Relationships"}
        {"$dtId":"s1","$relationshipId":"n","$targetId":"s2","$relationshipName":"next"}
        """.formatted(SHELF);

    private final RawAdt raw = new RawAdt();
    private final LocalAdt unit = raw.adt();

    @AfterEach
    void close() {
        raw.close();
    }

    private HttpResponse<String> order(String id, String input, String output) throws Exception {
        return raw.send(
                "PUT",
                "/jobs/imports/" + id,
                "{\"inputBlobUri\":\"" + input + "\",\"outputBlobUri\":\"" + output + "\"}");
    }

    private String status(String job) throws Exception {
        return json(raw.send("GET", "/jobs/" + job, "")).path("status").asText();
    }

    private void handOver(String ndjson) {
        unit.graph().importJobs().addFile(ELSEWHERE, ndjson.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void importsAFileThatWasHandedOver() throws Exception {
        handOver(GOOD);
        HttpResponse<String> ordered = order("j1", ELSEWHERE, LOG);

        assertThat(ordered.statusCode()).isEqualTo(201);
        assertThat(json(ordered).path("status").asText()).isEqualTo("notstarted");
        assertThat(status("imports/j1")).isEqualTo("succeeded");
        assertThat(unit.graph().twins().get(new TwinId("s1")).contents()).containsEntry("width", 3);
        assertThat(unit.graph().relationships().get(new TwinId("s1"), "n").target())
                .isEqualTo(new TwinId("s2"));
        assertThat(unit.graph().importJobs().log("j1").lines())
                .allSatisfy(line -> assertThat(line).contains("\"jobId\":\"j1\",\"jobType\":\"Import\""))
                .extracting(line -> line.substring(line.indexOf("\"logType\"")))
                .containsExactly(
                        "\"logType\":\"Info\",\"details\":{\"status\":\"Started\"}}",
                        "\"logType\":\"Info\",\"details\":{\"section\":\"Models\",\"status\":\"Started\"}}",
                        "\"logType\":\"Info\",\"details\":{\"section\":\"Models\",\"status\":\"Succeeded\"}}",
                        "\"logType\":\"Info\",\"details\":{\"section\":\"Twins\",\"status\":\"Started\"}}",
                        "\"logType\":\"Info\",\"details\":{\"section\":\"Twins\",\"status\":\"Succeeded\"}}",
                        "\"logType\":\"Info\",\"details\":{\"section\":\"Relationships\",\"status\":\"Started\"}}",
                        "\"logType\":\"Info\",\"details\":{\"section\":\"Relationships\",\"status\":\"Succeeded\"}}",
                        "\"logType\":\"Info\",\"details\":{\"status\":\"Succeeded\"}}");
    }

    @Test
    void goesOnAfterWhatCannotBeMadeAndFailsInTheEnd() throws Exception {
        handOver("""
            {"Section": "Header"}
            {"fileVersion": "1.0.0"}
            {"Section": "Twins"}
            {"$dtId":"bad","$metadata":{"$model":"dtmi:no:Model;1"}}
            {"$metadata":{"$model":"dtmi:no:Model;1"}}
            {"$dtId":"good","$metadata":{"$model":"%s"}}
            """.formatted(SampleModels.SPACE));
        order("j1", ELSEWHERE, LOG);

        assertThat(status("imports/j1")).isEqualTo("failed");
        assertThat(unit.graph().twins().all())
                .extracting(twin -> twin.id().value())
                .containsExactly("good");
        assertThat(unit.graph().importJobs().log("j1"))
                .contains("\"logType\":\"Error\",\"details\":{\"id\":\"bad\",\"code\":\"ValidationFailed\"")
                .contains("\"section\":\"Twins\",\"status\":\"Failed\"");
    }

    @Test
    void refusesFilesOfAnotherForm() throws Exception {
        int number = 0;
        for (String file : new String[] {
            "",
            "{\"$dtId\":\"t\"}",
            "{\"Section\":\"Twins\"}",
            "{\"Section\":\"Header\"}\n{\"Section\":\"Twins\"}\n{\"Section\":\"Models\"}",
            "{\"Section\":\"Header\"}\n{\"Section\":\"Commands\"}",
            "{\"Section\":\"Header\"}\nno JSON",
            "{\"Section\":\"Header\"}\n[]"
        }) {
            handOver(file);
            number++;
            order("j" + number, ELSEWHERE, LOG);
            assertThat(status("imports/j" + number)).as(file).isEqualTo("failed");
            assertThat(unit.graph().importJobs().log("j" + number)).contains("\"code\":\"InvalidArgument\"");
        }
    }

    @Test
    void fetchesItsInputFromLoopbackAndPutsItsLogThere() throws Exception {
        HttpServer blobs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CompletableFuture<String> log = new CompletableFuture<>();
        blobs.createContext("/in", exchange -> {
            byte[] file = GOOD.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
            exchange.close();
        });
        blobs.createContext("/log", exchange -> {
            log.complete(exchange.getRequestMethod()
                    + exchange.getRequestHeaders().getFirst("x-ms-blob-type")
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        blobs.start();
        try {
            String account = "http://127.0.0.1:" + blobs.getAddress().getPort();
            order("j1", account + "/in?sig=x", account + "/log");
            assertThat(status("imports/j1")).isEqualTo("succeeded");
            assertThat(log.get(10, TimeUnit.SECONDS)).startsWith("PUTBlockBlob{\"timestamp\":\"2030-");
            order("j2", account + "/missing", account + "/log");
            assertThat(status("imports/j2")).isEqualTo("failed");
            assertThat(unit.graph().importJobs().log("j2")).contains("status 404");
        } finally {
            blobs.stop(0);
        }
    }

    @Test
    void keepsAJobWhoseFileItCannotHaveUntilATestSaysHowItWent() throws Exception {
        order("j1", "https://account.example/other", LOG);
        assertThat(status("imports/j1")).isEqualTo("notstarted");
        unit.graph().importJobs().set("j1", ImportJob.Status.RUNNING);

        assertRefused(order("j2", ELSEWHERE, LOG), 400, "JobLimitReached");
        assertRefused(order("j1", ELSEWHERE, LOG), 409, "JobIdAlreadyExists");
        assertThat(json(raw.send("POST", "/jobs/imports/j1/cancel", ""))
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(raw.send("DELETE", "/jobs/imports/j1", "").statusCode()).isEqualTo(204);
        assertRefused(raw.send("GET", "/jobs/imports/j1", ""), 404, "JobNotFound");
    }

    @Test
    void stopsAnImportThatIsCancelledMeanwhile() throws Exception {
        handOver(GOOD);
        unit.graph()
                .eventRoutes()
                .addEndpoint("canceller", event -> unit.graph().importJobs().cancel("j1"));
        unit.graph().eventRoutes().put(new EventRoute("r", "canceller", "subject = 's1'"));
        order("j1", ELSEWHERE, LOG);

        assertThat(status("imports/j1")).isEqualTo("cancelled");
        assertThat(unit.graph().twins().all())
                .extracting(twin -> twin.id().value())
                .containsExactly("s1");
        assertThat(unit.graph().importJobs().log("j1")).endsWith("{\"status\":\"Cancelled\"}}\n");
    }

    @Test
    void refusesAddressesThatNoBlobHas() throws Exception {
        for (String address : new String[] {"invalidUri", "", "ftp://account.example/in", "https://", "http:in", "%"}) {
            assertRefused(order("j1", address, LOG), 400, "InvalidArgument");
            assertRefused(order("j1", ELSEWHERE, address), 400, "InvalidArgument");
        }
    }

    @Test
    void deletesEverythingButRoutesAndJobs() throws Exception {
        handOver(GOOD);
        order("j1", ELSEWHERE, LOG);
        unit.graph().eventRoutes().addEndpoint("hub");
        unit.graph().eventRoutes().put(new EventRoute("r", "hub", "true"));
        HttpResponse<String> ordered = raw.send(
                "POST", "/jobs/deletions?timeoutInMinutes=60&api-version=2023-10-31", "", "operation-id", "d1");

        assertThat(ordered.statusCode()).isEqualTo(202);
        assertThat(ordered.headers().firstValue("Operation-Location").orElseThrow())
                .startsWith("https://localhost:")
                .endsWith("/jobs/deletions/d1?api-version=2023-10-31");
        assertThat(json(ordered).path("status").asText()).isEqualTo("notstarted");
        assertThat(status("deletions/d1")).isEqualTo("succeeded");
        assertThat(json(raw.send("GET", "/jobs/deletions/d1", ""))
                        .path("finishedDateTime")
                        .asText())
                .isEqualTo("2030-01-01T00:00:00Z");
        assertThat(unit.graph().twins().all()).isEmpty();
        assertThat(unit.graph().relationships().all()).isEmpty();
        assertThat(unit.graph().models().all()).isEmpty();
        assertThat(unit.graph().eventRoutes().all()).hasSize(1);
        assertThat(unit.graph().importJobs().all()).hasSize(1);
    }

    @Test
    void takesOneDeletionAtATime() throws Exception {
        assertThat(raw.send("POST", "/jobs/deletions", "").statusCode()).isEqualTo(202);
        String id = unit.graph().deletionJobs().all().get(0).id();
        unit.graph().deletionJobs().set(id, DeletionJob.Status.RUNNING);

        assertRefused(raw.send("POST", "/jobs/deletions", ""), 400, "JobLimitReached");
        assertRefused(raw.send("POST", "/jobs/deletions", "", "operation-id", id), 400, "ValidationFailed");
        unit.graph().deletionJobs().set(id, DeletionJob.Status.FAILED);
        assertThat(raw.send("POST", "/jobs/deletions", "").statusCode()).isEqualTo(202);
        assertThat(json(raw.send("GET", "/jobs/deletions", "", "max-items-per-page", "1"))
                        .path("value"))
                .hasSize(1);
        assertRefused(raw.send("GET", "/jobs/deletions/none", ""), 404, "JobNotFound");
        assertRefused(raw.send("POST", "/jobs/deletions?timeoutInMinutes=5", ""), 400, "InvalidArgument");
        assertRefused(raw.send("POST", "/jobs/deletions", "", "operation-id", ".."), 400, "InvalidArgument");
    }
}
