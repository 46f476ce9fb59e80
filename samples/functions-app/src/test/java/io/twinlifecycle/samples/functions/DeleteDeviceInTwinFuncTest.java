package io.twinlifecycle.samples.functions;

import static io.twinlifecycle.samples.functions.HostEvents.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudExtension;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.http.HttpFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeleteDeviceInTwinFuncTest {

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension();

    private final RecordingDeadLetterSink sink = new RecordingDeadLetterSink();
    private LocalCloud cloud;
    private App app;
    private DeleteDeviceInTwinFunc function;

    @BeforeEach
    void start(LocalCloud started) {
        cloud = started;
        app = TestApp.over(cloud, sink);
        function = new DeleteDeviceInTwinFunc(app);
    }

    @Test
    void retiresTheTwinsOfABatch() {
        register("dev-1");
        register("dev-2");
        register("dev-3");

        HostEvents.of(deletion("dev-1").envelope(), deletion("dev-3").envelope())
                .giveTo(function);

        assertThat(has("dev-1")).isFalse();
        assertThat(has("dev-2")).as("nobody deleted it").isTrue();
        assertThat(has("dev-3")).isFalse();
        assertThat(sink.letters()).isEmpty();
    }

    @Test
    void hasNothingToDoInABatchWithoutEvents() {
        assertThatCode(() -> HostEvents.of().giveTo(function)).doesNotThrowAnyException();
        assertThatCode(() -> new HostEvents(null, null, null).giveTo(function)).doesNotThrowAnyException();
        assertThat(cloud.adt().calls().total()).isZero();
    }

    @Test
    void readsPropertiesThatWereJsonOnTheirWay() {
        register("dev-1");
        double inTheFuture = Instant.now().plusSeconds(60).toEpochMilli();

        HostEvents.of(deletion("dev-1")
                        .withProperty("operationTimestamp", inTheFuture)
                        .withProperty("count", 5)
                        .withProperty("flag", true)
                        .withProperty("list", List.of(1, "two"))
                        .withSystemProperty("user-id", "aHViLWE=")
                        .withBody(new byte[] {(byte) 0xff, 0x00})
                        .envelope())
                .giveTo(function);

        assertThat(has("dev-1")).isFalse();
    }

    @Test
    void passesOverAnEventWithoutProperties() {
        HostEvents batch = HostEvents.of(LifecycleEvents.telemetry().envelope());

        batch.withProperties(nulls()).withSystemProperties(nulls()).giveTo(function);

        assertThat(sink.letters()).isEmpty();
    }

    @Test
    void wantsABatchAgainWhosePropertiesAreMissing() {
        register("dev-1");
        register("dev-2");
        HostEvents batch =
                HostEvents.of(deletion("dev-1").envelope(), deletion("dev-2").envelope());

        assertDeliveredAgain(batch.withProperties(null), "2 events but 0 entries of PropertiesArray");
        assertDeliveredAgain(
                batch.withProperties(first(1, batch.properties())), "2 events but 1 entries of PropertiesArray");
        assertDeliveredAgain(batch.withSystemProperties(null), "2 events but 0 entries of SystemPropertiesArray");
        assertDeliveredAgain(
                batch.withProperties(first(3, batch.properties())), "2 events but 3 entries of PropertiesArray");
        assertThat(has("dev-1"))
                .as("taken for events of no interest, they would be lost")
                .isTrue();

        batch.giveTo(function);
        assertThat(has("dev-1")).isFalse();
        assertThat(has("dev-2")).isFalse();
    }

    @Test
    void doesNotTakeAModuleForItsDevice() {
        register("dev-1");

        HostEvents.of(deletion("dev-1").withModuleId("module-1").envelope()).giveTo(function);

        assertThat(has("dev-1")).isTrue();
    }

    @Test
    void parksPoisonAndHandlesTheRest() {
        register("dev-1");
        register("dev-2");
        byte[] noText = {0x7b, (byte) 0xc3, 0x28};
        EventEnvelope poison = deletion("dev-9")
                .withoutProperty("operationTimestamp")
                .withoutSystemProperty("iothub-enqueuedtime")
                .withBody(noText)
                .envelope();

        HostEvents.of(deletion("dev-1").envelope(), poison, deletion("dev-2").envelope())
                .giveTo(function);

        assertThat(has("dev-1")).isFalse();
        assertThat(has("dev-2")).as("behind the poison").isFalse();
        assertThat(sink.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo("MALFORMED_EVENT");
            assertThat(letter.event().source()).isEqualTo("lifecycleevents/3@4711");
            assertThat(letter.event().body()).isEqualTo(noText);
            assertThat(letter.event().properties()).isEqualTo(poison.properties());
        });
    }

    @Test
    void wantsTheBatchAgainIfParkingFailsAndThenLosesNothing() {
        register("dev-1");
        EventEnvelope poison = deletion("dev-9")
                .withoutProperty("hubName")
                .withoutSystemProperty("user-id")
                .envelope();
        HostEvents batch = HostEvents.of(poison, deletion("dev-1").envelope());
        sink.failNext(LifecycleException.storeRefused("the dead-letter hub takes nothing", null));

        assertDeliveredAgain(batch, "1 neither handled nor parked");
        assertThat(has("dev-1")).as("its own event was fine").isFalse();

        batch.giveTo(function); // as the host's retry policy does

        assertThat(sink.letters()).extracting(DeadLetter::kind).containsExactly("MALFORMED_EVENT");
    }

    @Test
    void triesAgainWhatTheStoreCannotDoJustNow() {
        register("dev-1");
        cloud.adt().faults().add(4, call -> true, new HttpFault.Answer(503, Optional.empty()));

        HostEvents.of(deletion("dev-1").envelope()).giveTo(function);

        assertThat(has("dev-1")).isFalse();
        assertThat(sink.letters()).isEmpty();
    }

    @Test
    void saysNothingOfAnEventInWhatItThrows() {
        EventEnvelope secret = deletion("dev-9")
                .withoutProperty("hubName")
                .withoutSystemProperty("user-id")
                .withBody("s3cret")
                .envelope();
        sink.failNext(LifecycleException.storeRefused("refused", null));

        assertThatIllegalStateException()
                .isThrownBy(() -> HostEvents.of(secret).giveTo(function))
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("s3cret", "dev-9"));
    }

    private void assertDeliveredAgain(HostEvents batch, String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> batch.giveTo(function))
                .withMessageContaining(why)
                .withMessageContaining("delivered again");
    }

    private void register(String device) {
        byte[] request = AllocationRequests.group()
                .withHubs("hub-a.azure-devices.net")
                .withRegistrationId(device)
                .withModel(SampleModels.LIVING_THERMOSTAT)
                .json();
        assertThat(app.webhook().handle(request).status()).isEqualTo(200);
    }

    /** A deletion after all registrations. */
    private static LifecycleEvents deletion(String device) {
        return LifecycleEvents.deviceDeleted()
                .withDeviceId(device)
                .withTime(Instant.now().plusSeconds(60).toString());
    }

    private boolean has(String twin) {
        return cloud.graph().twins().find(new TwinId(twin)).isPresent();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<String, Object>[] nulls() {
        return new Map[1];
    }
}
