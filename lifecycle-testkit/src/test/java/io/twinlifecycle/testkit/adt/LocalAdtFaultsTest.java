package io.twinlifecycle.testkit.adt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpFault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalAdtFaultsTest {

    private final RealClients clients = new RealClients().withSampleModels();
    private final LocalAdt unit = clients.adt();

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void throttlesWithRetryAfterAndDoesNothing() {
        unit.faults().next(HttpFault.throttle(Duration.ofMillis(1_200)));

        HttpResponseException e = catchThrowableOfType(
                HttpResponseException.class, () -> TwinsOverHttpsTest.create(clients.sync(), "t1"));
        assertThat(e.getResponse().getStatusCode()).isEqualTo(429);
        assertThat(e.getResponse().getHeaderValue(HttpHeaderName.RETRY_AFTER)).isEqualTo("2");
        assertThat(unit.graph().twins().all()).isEmpty();
    }

    @Test
    void isRetriedByTheClientAndCountsEachAttempt() {
        unit.faults().add(2, call -> call.method().equals("PUT"), HttpFault.answer(503));
        TwinsOverHttpsTest.create(clients.syncWithRetries(3), "t1");

        assertThat(unit.calls().list()).extracting(HttpCall::status).containsExactly(503, 503, 200);
        assertThat(unit.calls().count("PUT", "/digitaltwins/t1"::equals)).isEqualTo(3);
    }

    @Test
    void losesAnAnswerAfterTheWorkIsDone() {
        unit.faults().next("PUT", path -> path.endsWith("/t1"), new HttpFault.LoseAnswer());

        assertThatThrownBy(() -> TwinsOverHttpsTest.create(clients.sync(), "t1"))
                .isNotNull();
        assertThat(unit.graph().twins().all()).hasSize(1);
        assertThat(unit.calls().list()).extracting(HttpCall::status).containsExactly(0);
    }

    @Test
    void dropsAConnectionBeforeAnyWork() {
        unit.faults().next(new HttpFault.DropConnection());

        assertThatThrownBy(() -> TwinsOverHttpsTest.create(clients.sync(), "t1"))
                .isNotNull();
        assertThat(unit.graph().twins().all()).isEmpty();
        TwinsOverHttpsTest.create(clients.sync(), "t1");
    }

    @Test
    void strikesOnlyWhatItWasToldTo() {
        unit.faults().next("DELETE", path -> true, HttpFault.answer(500));
        TwinsOverHttpsTest.create(clients.sync(), "t1");

        assertThatThrownBy(() -> clients.sync().deleteDigitalTwin("t1")).isInstanceOf(HttpResponseException.class);
        clients.sync().deleteDigitalTwin("t1");
        unit.faults().next(HttpFault.answer(500));
        unit.faults().clear();
        TwinsOverHttpsTest.create(clients.sync(), "t2");
    }

    @Test
    void holdsADelayedAnswerBackUntilItCloses() throws Exception {
        unit.faults().next(new HttpFault.Delay(Duration.ofHours(1)));
        CompletableFuture<BasicDigitalTwin> late =
                CompletableFuture.supplyAsync(() -> TwinsOverHttpsTest.create(clients.sync(), "t1"));
        while (unit.faults().pending() > 0 && !late.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(late).isNotDone();

        unit.close();
        assertThat(late.handle((twin, failure) -> "ended").get(30, TimeUnit.SECONDS))
                .isEqualTo("ended");
    }
}
