package io.twinlifecycle.samples.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.samples.reliability.FaultyLink.Fault;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.http.HttpFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/**
 * Faults between the real client and Azure Digital Twins: what DPS is answered, what becomes of an event, what remains, and that the next
 * delivery completes it.
 */
class WireFaultsTest {

    private static final Duration BUDGET = Duration.ofSeconds(3);
    private static final TwinId TWIN = new TwinId("dev");

    /** Of a retirement with a relationship to and one from the twin. */
    private static final int CALLS = 8;

    private final Site site = new Site(BUDGET);
    private final RecordingDeadLetterSink sink = new RecordingDeadLetterSink();
    private final LifecycleEventProcessor events = processor(site.handler());

    /** The first call of all loads the clients' classes, which may take longer than the budget. */
    @BeforeAll
    static void loadTheClients() throws Exception {
        try (Site first = new Site(Duration.ofMinutes(1))) {
            assertThat(first.register("first")).isEqualTo(200);
        }
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE_REQUEST", "RESET_BEFORE_ANSWER", "RESET_IN_ANSWER", "END_IN_ANSWER", "TRICKLE"})
    void aRegistrationGetsOverOneFaultOfTheWire(Fault fault) throws Exception {
        warmUp();
        site.link().strike(fault, 1);

        assertThat(site.register("dev")).isEqualTo(200);

        assertThat(site.link().struck()).isOne();
        assertThat(site.twins().peek(TWIN)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE_REQUEST", "RESET_BEFORE_ANSWER", "RESET_IN_ANSWER", "END_IN_ANSWER", "TRICKLE"})
    void aDeletionGetsOverOneFaultOfTheWire(Fault fault) throws Exception {
        assertThat(site.register("dev")).isEqualTo(200);
        site.link().strike(fault, 1);

        assertThat(events.process(deletion())).isInstanceOf(EventResult.Handled.class);

        assertThat(site.link().struck()).isOne();
        assertThat(site.twins().peek(TWIN)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "RESET_BEFORE_REQUEST",
                "RESET_BEFORE_ANSWER",
                "RESET_IN_ANSWER",
                "END_IN_ANSWER",
                "SILENCE",
                "UNREACHABLE"
            })
    void aRegistrationIsToBeRepeatedWhileTheWireIsBroken(Fault fault) throws Exception {
        warmUp();
        site.link().strike(fault);
        assertThat(site.register("dev")).isEqualTo(503);
        site.link().mend();

        assertThat(site.register("dev")).as("DPS asks again").isEqualTo(200);

        assertThat(site.twins().peek(TWIN)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE_REQUEST", "RESET_BEFORE_ANSWER", "RESET_IN_ANSWER", "END_IN_ANSWER", "UNREACHABLE"})
    void aDeletionIsParkedWhileTheWireIsBrokenAndCompletedByItsReplay(Fault fault) throws Exception {
        assertThat(site.register("dev")).isEqualTo(200);
        site.link().strike(fault);
        assertThat(events.process(deletion())).isInstanceOf(EventResult.Parked.class);
        assertThat(sink.letters()).extracting(DeadLetter::kind).containsExactly("STORE_UNAVAILABLE");
        site.link().mend();

        replay(events);

        assertThat(site.twins().peek(TWIN)).isEmpty();
    }

    @Test
    void aDeletionThatGetsNoAnswerIsParkedWhenItsTimeIsOver() throws Exception {
        assertThat(site.register("dev")).isEqualTo(200);
        site.link().strike(Fault.SILENCE);
        LifecycleEventProcessor hurried = LifecycleEventProcessor.builder(site.handler())
                .deadLetterSink(sink)
                .timeBudget(Duration.ofSeconds(1))
                .build();
        assertThat(hurried.process(deletion())).isInstanceOf(EventResult.Parked.class);
        assertThat(sink.letters()).extracting(DeadLetter::kind).containsExactly("OUT_OF_TIME");
        site.link().mend();

        replay(events);

        assertThat(site.twins().peek(TWIN)).isEmpty();
    }

    /** Whatever call it is that is broken, and whether or not its work was done: the next delivery goes on from there. */
    @ParameterizedTest
    @MethodSource("calls")
    void aRetirementThatBreaksAtAnyCallIsCompletedByItsReplay(int calls, HttpFault fault) throws Exception {
        haveANeighbour();
        breakAfter(calls, fault);
        assertThat(events.process(deletion())).isInstanceOf(EventResult.Parked.class);
        site.adt().faults().clear();

        replay(events);

        assertThat(site.twins().peek(TWIN)).isEmpty();
        assertThat(site.adt().graph().twins().all()).as("the neighbour stays").hasSize(1);
        assertThat(site.twins().peek(new RelationshipRef(new TwinId("neighbour"), "to-dev")))
                .isEmpty();
    }

    @Test
    void aRetirementMakesAsManyCallsAsAreBrokenAbove() throws Exception {
        haveANeighbour();
        site.adt().calls().clear();

        assertThat(events.process(deletion())).isInstanceOf(EventResult.Handled.class);

        assertThat(site.adt().calls().total()).isEqualTo(CALLS);
    }

    static Stream<Arguments> calls() {
        return IntStream.range(0, CALLS)
                .boxed()
                .flatMap(calls -> Stream.of(new HttpFault.DropConnection(), new HttpFault.LoseAnswer())
                        .map(fault -> Arguments.of(calls, fault)));
    }

    @Test
    void aCreationWhoseAnswerIsLostIsFoundAndNotRepeated() throws Exception {
        site.adt().faults().next("PUT", path -> path.endsWith("/dev"), new HttpFault.LoseAnswer());

        assertThat(site.register("dev")).isEqualTo(200);

        assertThat(site.adt().graph().twins().all()).hasSize(1);
        assertThat(created()).as("once, whoever repeats it").isOne();
    }

    @Test
    void aDeletionWhoseAnswerIsLostIsDone() throws Exception {
        assertThat(site.register("dev")).isEqualTo(200);
        site.adt().faults().next("DELETE", path -> true, new HttpFault.LoseAnswer());

        assertThat(events.process(deletion())).isInstanceOf(EventResult.Handled.class);

        assertThat(site.twins().peek(TWIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void aShortBurstIsNotNoticed(int status) throws Exception {
        site.adt().faults().add(2, call -> true, HttpFault.answer(status));

        assertThat(site.register("dev")).isEqualTo(200);
    }

    @Test
    void aLongBurstIsToBeRepeated() throws Exception {
        site.adt().faults().add(Integer.MAX_VALUE, call -> true, HttpFault.answer(503));
        assertThat(site.register("dev")).isEqualTo(503);
        assertThat(site.twins().peek(TWIN)).isEmpty();
        site.adt().faults().clear();

        assertThat(site.register("dev")).isEqualTo(200);
    }

    @Test
    void aSlowAnswerIsNotWaitedForPastTheBudget() throws Exception {
        site.adt().faults().next("PUT", path -> path.endsWith("/dev"), new HttpFault.Delay(BUDGET.plusSeconds(2)));
        assertThat(site.register("dev")).isEqualTo(503);

        assertThat(site.register("dev")).as("DPS asks again").isEqualTo(200);

        assertThat(created()).as("the slow one did its work").isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThrottleOfASecondIsWaitedForAndALongerOneHandedUpAtOnce(boolean asDate) throws Exception {
        warmUp();
        site.adt().faults().next(throttle(1, asDate));
        assertThat(site.register("dev")).isEqualTo(200);
        site.adt().faults().next(throttle(30, asDate));
        site.adt().calls().clear();

        assertThat(site.register("other")).isEqualTo(503);

        assertThat(site.adt().calls().total())
                .as("nobody asks again before the time is over")
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEventWaitsAsLongAsTheThrottleAsks(boolean asDate) throws Exception {
        assertThat(site.register("dev")).isEqualTo(200);
        VirtualTime time = new VirtualTime();
        site.adt().faults().next(throttle(20, asDate));

        EventResult result = LifecycleEventProcessor.builder(site.handler())
                .timeSource(time)
                .build()
                .process(deletion());

        assertThat(result).isInstanceOf(EventResult.Handled.class);
        // A date is a point of the real clock, which has moved on a little by the time that it is read.
        assertThat(time.passed()).isBetween(Duration.ofSeconds(asDate ? 12 : 20), Duration.ofSeconds(20));
    }

    @Test
    void aServerThatCannotBeTrustedIsNotSpokenTo() throws Exception {
        try (Site distrusting = new Site(BUDGET, false, Wiring.CREDENTIAL)) {
            assertThat(distrusting.register("dev")).isEqualTo(503);
            assertThat(processor(distrusting.handler()).process(deletion())).isInstanceOf(EventResult.Parked.class);

            assertThat(sink.letters()).extracting(DeadLetter::kind).containsExactly("STORE_UNAVAILABLE");
            assertThat(distrusting.adt().calls().total()).isZero();
        }
        replay(events);
        assertThat(site.register("dev")).as("with the right certificate").isEqualTo(200);
    }

    @Test
    void withoutATokenNothingIsAskedAndNoSecretIsTold() throws Exception {
        TokenCredential broken = request -> Mono.error(new ClientAuthenticationException("secret details", null));
        try (Site lockedOut = new Site(BUDGET, true, broken)) {
            assertThat(lockedOut.register("dev")).isEqualTo(503);
            assertThat(processor(lockedOut.handler()).process(deletion())).isInstanceOf(EventResult.Parked.class);

            assertThat(sink.letters()).extracting(DeadLetter::kind).containsExactly("STORE_DENIED");
            assertThat(sink.letters().get(0).why()).doesNotContain("secret");
            assertThat(lockedOut.adt().calls().total()).isZero();
        }
        replay(events);
    }

    /** So many calls are answered, and from then on none is. */
    private void breakAfter(int calls, HttpFault fault) {
        AtomicInteger answered = new AtomicInteger();
        site.adt().faults().add(Integer.MAX_VALUE, call -> answered.getAndIncrement() >= calls, fault);
    }

    private void haveANeighbour() throws Exception {
        assertThat(site.register("dev")).isEqualTo(200);
        assertThat(site.register("neighbour")).isEqualTo(200);
        relate("neighbour", "dev");
        relate("dev", "neighbour");
    }

    private void relate(String from, String to) {
        site.twins()
                .createRelationship(
                        new Relationship(
                                new RelationshipRef(new TwinId(from), "to-" + to),
                                "servedBy",
                                new TwinId(to),
                                Map.of()),
                        Deadline.after(Duration.ofMinutes(1), TimeSource.system()));
    }

    private static HttpFault throttle(int seconds, boolean asDate) {
        Duration wait = Duration.ofSeconds(seconds);
        return asDate ? HttpFault.throttleUntil(wait) : HttpFault.throttle(wait);
    }

    /** A connection is open, so that a fault strikes a request and no handshake. */
    private void warmUp() throws Exception {
        assertThat(site.register("warm-up")).isEqualTo(200);
    }

    private void replay(LifecycleEventProcessor with) {
        List<EventEnvelope> parked =
                sink.letters().stream().map(DeadLetter::event).toList();
        assertThat(parked).isNotEmpty();
        assertThat(with.processAll(parked)).hasOnlyElementsOfType(EventResult.Handled.class);
    }

    private long created() {
        return site.adt().calls().list().stream()
                .filter(call -> call.method().equals("PUT") && (call.status() == 200 || call.status() == 0))
                .count();
    }

    /** Two attempts, with a pause that takes no time; the client's own pauses do. */
    private LifecycleEventProcessor processor(RetirementHandler handler) {
        return LifecycleEventProcessor.builder(handler)
                .deadLetterSink(sink)
                .backoff(new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(1), 0, 2))
                .timeSource(new VirtualTime())
                .build();
    }

    /** The hub does not matter to a device that lives on one only, but the twin must say that it lived there. */
    private EventEnvelope deletion() {
        return LifecycleEvents.deviceDeleted()
                .withHub(hub())
                .withDeviceId(new DeviceId("dev").value())
                .withTime(Instant.now().plusSeconds(60).toString())
                .envelope();
    }

    private String hub() {
        return site.twins()
                .peek(TWIN)
                .map(twin -> (Map<?, ?>) twin.contents())
                .map(contents -> String.valueOf(contents.get("hubHostName")))
                .map(host -> host.substring(0, host.indexOf('.')))
                .orElse("hub-a");
    }
}
