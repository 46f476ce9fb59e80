package io.twinlifecycle.adt;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException.Kind;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.store.StoredTwin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whatever the service, the client's retries or the credential do: no call lasts longer than its deadline. */
class DeadlineTest extends ScriptedServiceTest {

    private static final Duration BUDGET = Duration.ofMillis(300);
    // Far from the budget on a busy machine, and far from the tens of seconds that the faults below would take.
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @Test
    void givesUpOnAServiceThatDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AdtTwinStore unit = new AdtTwinStore(
                    LoopbackClients.builder(silent.getLocalPort()).buildAsyncClient(), time);
            List<Consumer<Deadline>> all = List.of(
                    deadline -> unit.find(ID, deadline),
                    deadline -> unit.create(NEW_TWIN, deadline),
                    deadline -> unit.patch(ID, ETAG, PATCH, deadline),
                    deadline -> unit.delete(ID, ETAG, deadline),
                    deadline -> unit.outgoing(ID, Optional.empty(), deadline),
                    deadline -> unit.incoming(ID, Optional.empty(), deadline),
                    deadline -> unit.findRelationship(REF, deadline),
                    deadline -> unit.deleteRelationship(REF, deadline),
                    deadline -> unit.describe(MODEL, deadline));
            all.forEach(DeadlineTest::assertCutAtTheDeadline);
        }
    }

    @Test
    void givesUpOnABodyThatTrickles() {
        answerAll(jsonResponse(twinJson(), 200).withChunkedDribbleDelay(20, 10_000));
        assertCutAtTheDeadline(deadline -> store.find(ID, deadline));
    }

    @Test
    void givesUpOnRetriesThatWaitLongerAndCancelsThem() throws Exception {
        answerAll(jsonResponse("{}", 503).withHeader("Retry-After", "60"));
        CountDownLatch cancelled = new CountDownLatch(1);
        DigitalTwinsAsyncClient patient = LoopbackClients.builder(SERVICE.getPort())
                .retryOptions(null) // the SDK's defaults, which heed a Retry-After of a minute
                .addPolicy(new Watch(cancelled))
                .buildAsyncClient();

        assertCutAtTheDeadline(deadline -> new AdtTwinStore(patient, time).find(ID, deadline));
        assertThat(cancelled.await(10, TimeUnit.SECONDS))
                .as("nothing goes on behind the caller's back")
                .isTrue();
        assertThat(requests()).hasSize(1);
    }

    @Test
    void givesUpOnACredentialThatBlocks() {
        CountDownLatch never = new CountDownLatch(1);
        TokenCredential blocking = request -> {
            try {
                boolean forTooLong = never.await(20, TimeUnit.SECONDS);
                assertThat(forTooLong).isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Mono.error(new IllegalStateException("interrupted"));
        };
        AdtTwinStore unit = new AdtTwinStore(
                LoopbackClients.builder(SERVICE.getPort()).credential(blocking).buildAsyncClient(), time);
        assertCutAtTheDeadline(deadline -> unit.find(ID, deadline));
    }

    @Test
    void asksNothingWhenTheTimeIsOver() {
        Deadline over = Deadline.after(Duration.ZERO, TimeSource.system());
        assertThat(failureOf(() -> store.find(ID, over)).kind()).isEqualTo(Kind.OUT_OF_TIME);
        assertThat(failureOf(() -> store.describe(MODEL, over)).kind()).isEqualTo(Kind.OUT_OF_TIME);
        assertThat(requests()).isEmpty();
    }

    @Test
    void worksOnThreadsThatMustNotBlock() {
        answerAll(200, twinJson());
        Mono<Optional<StoredTwin>> onAReactorThread =
                Mono.fromCallable(() -> store.find(ID, soon())).subscribeOn(Schedulers.parallel());
        assertThat(onAReactorThread.block(Duration.ofSeconds(20))).isPresent();
    }

    @Test
    void heedsAnInterruptAndKeepsTheFlag() {
        answerAll(200, twinJson());
        Thread.currentThread().interrupt();
        assertThat(failureOf(() -> store.find(ID, soon())).kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(Thread.interrupted()).as("the flag, which is cleared now").isTrue();
    }

    private static void assertCutAtTheDeadline(Consumer<Deadline> call) {
        long start = System.nanoTime();
        assertThat(failureOf(() -> call.accept(Deadline.after(BUDGET, TimeSource.system())))
                        .kind())
                .isEqualTo(Kind.OUT_OF_TIME);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(BUDGET, LIMIT);
    }

    /** Sits before the retries and sees when they are given up. */
    private record Watch(CountDownLatch cancelled) implements HttpPipelinePolicy {
        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            return next.process().doOnCancel(cancelled::countDown);
        }

        @Override
        public HttpPipelinePosition getPipelinePosition() {
            return HttpPipelinePosition.PER_CALL;
        }
    }
}
