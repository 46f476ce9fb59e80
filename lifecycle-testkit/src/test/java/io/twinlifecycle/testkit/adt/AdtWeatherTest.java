package io.twinlifecycle.testkit.adt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpFault;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdtWeatherTest {

    private static final String QUERY = "{\"query\":\"SELECT * FROM DIGITALTWINS\"}";

    private final RawAdt raw = new RawAdt();
    private final LocalAdt unit = raw.adt();

    @AfterEach
    void close() {
        raw.close();
    }

    /** How many requests are answered other than 429 until one is, of at most this many. */
    private int until429(int most, String method, String path, String body) throws Exception {
        for (int i = 0; i < most; i++) {
            if (raw.send(method, path, body).statusCode() == 429) {
                return i;
            }
        }
        return most;
    }

    @Test
    void doesNotThrottleUnlessTold() throws Exception {
        assertThat(until429(30, "DELETE", "/digitaltwins/t1", "")).isEqualTo(30);
    }

    @Test
    void throttlesInTheRecordedShapeByTheGraphsClock() throws Exception {
        unit.throttle(0.01);
        assertThat(until429(20, "GET", "/models", "")).isEqualTo(1);

        HttpResponse<String> refused = raw.send("GET", "/models", "");
        assertThat(refused.body())
                .isEqualTo("{\"error\":{\"statusCode\":429,\"message\":\"Maximum request rate limit reached.\"}}");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("x-ms-error-code")).isEmpty();
        raw.time().advance(Duration.ofSeconds(1));
        assertThat(raw.send("GET", "/models", "").statusCode()).isEqualTo(200);
    }

    @Test
    void hasTheDocumentedRateForEachKindOfRequest() throws Exception {
        unit.throttle(0.01);
        assertThat(until429(30, "GET", "/digitaltwins/t1", "")).as("reads").isEqualTo(10);
        assertThat(until429(30, "POST", "/query", QUERY)).as("queries").isEqualTo(5);
        assertThat(until429(30, "GET", "/EventRoutes", "")).as("event routes").isEqualTo(1);
        assertThat(until429(30, "GET", "/jobs/imports", "")).as("jobs").isEqualTo(1);
        int deletions = 0;
        while (raw.send("DELETE", "/digitaltwins/t" + deletions, "").statusCode() != 429) {
            deletions++;
        }
        assertThat(deletions).as("creations and deletions").isEqualTo(5);
        int patches = 0;
        while (raw.send("PATCH", "/digitaltwins/t" + (100 + patches), "[]").statusCode() != 429) {
            patches++;
        }
        assertThat(patches).as("patches").isEqualTo(10);
    }

    @Test
    void countsChangesOfOneTwinAndOfItsRelationshipsTogether() throws Exception {
        unit.throttle(1);
        raw.putSpace("t1");
        int more = 0;
        while (raw.send("DELETE", "/digitaltwins/%741/relationships/r", "").statusCode() != 429) {
            more++;
        }

        assertThat(more).isEqualTo(9);
        assertThat(raw.send("GET", "/digitaltwins/t1", "").statusCode()).isEqualTo(200);
        raw.putSpace("t2");
    }

    @Test
    void countsQueryUnitsByWhatQueriesCost() throws Exception {
        // 8 units a second, and 1 query: three of them cost more than 9.
        unit.throttle(0.002);
        assertThat(until429(1, "POST", "/query", QUERY)).isEqualTo(1);
        raw.time().advance(Duration.ofSeconds(1));
        assertThat(until429(2, "POST", "/query", QUERY)).isEqualTo(1);
        unit.faults().limits().clear();
        assertThat(until429(20, "POST", "/query", QUERY)).isEqualTo(20);
    }

    @Test
    void saysUntilWhenToWaitIfTold() throws Exception {
        unit.faults().next(HttpFault.throttleUntil(Duration.ofSeconds(90)));

        HttpResponse<String> refused = raw.send("GET", "/models", "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("Tue, 01 Jan 2030 00:01:30 GMT");
    }

    @Test
    void takesItsTimeForEveryAnswer() throws Exception {
        unit.faults().latency(Duration.ofMillis(40));
        long start = System.nanoTime();
        raw.putSpace("t1");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
        assertThat(unit.faults().latency()).isEqualTo(Duration.ofMillis(40));
        assertThatIllegalArgumentException().isThrownBy(() -> unit.faults().latency(Duration.ofMillis(-1)));
    }

    @Test
    void letsManyRequestsWaitWhileItAnswersOthers() throws Exception {
        int many = 150;
        unit.faults().add(many, call -> call.path().startsWith("/models"), new HttpFault.Delay(Duration.ofHours(1)));
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            waiting.add(raw.client().sendAsync(raw.request("GET", "/models", ""), BodyHandlers.ofString()));
        }
        while (unit.faults().pending() > 0) {
            Thread.onSpinWait();
        }

        raw.putSpace("t1");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(unit.calls().list()).extracting(HttpCall::method).containsExactly("PUT");
        unit.close();
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            assertThat(each.handle((response, failure) -> failure != null).get(30, TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
