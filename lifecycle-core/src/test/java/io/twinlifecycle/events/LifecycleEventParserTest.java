package io.twinlifecycle.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.LifecycleException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("JavaUtilDate") // AMQP clients give timestamps as such
class LifecycleEventParserTest {

    private static final String TIME = "2022-05-27T18:49:38.4904785Z";

    @Test
    void readsADeletion() {
        LifecycleEvent event = lifecycle(envelope(
                deletion(),
                Map.of("correlation-id", "c-1"),
                "{\"deviceId\":\"dev-1\",\"tags\":{\"dtId\":\"twin-1\",\"dtmi\":\"dtmi:com:example:Room;1\"}}"));

        assertThat(event.kind()).isEqualTo(LifecycleEvent.Kind.DELETED);
        assertThat(event.hub().value()).isEqualTo("contoso-hub");
        assertThat(event.deviceId().value()).isEqualTo("dev-1");
        assertThat(event.time()).isEqualTo(Instant.parse(TIME));
        assertThat(event.twinId())
                .hasValueSatisfying(id -> assertThat(id.value()).isEqualTo("twin-1"));
        assertThat(event.model()).isPresent();
        assertThat(event.correlationId()).contains("c-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no json", "{", "[]", "{\"tags\":7}", "{\"tags\":{\"dtId\":\"../x\",\"dtmi\":\"odd\"}}"})
    void needsNoBody(String body) {
        LifecycleEvent event = lifecycle(envelope(deletion(), Map.of(), body));

        assertThat(event.twinId()).isEmpty();
        assertThat(event.model()).isEmpty();
    }

    @Test
    void takesValuesOfAnyTypeAndNamesInAnyCase() {
        Map<String, Object> odd = new HashMap<>();
        odd.put("OPTYPE", "DeleteDeviceIdentity".getBytes(StandardCharsets.UTF_8));
        odd.put("HubName", CharBuffer.wrap("Contoso-Hub"));
        odd.put("deviceid", "Dev-1".getBytes(StandardCharsets.UTF_8));
        odd.put("operationTimestamp", new Date(1_653_677_378_490L));

        LifecycleEvent event = lifecycle(envelope(odd, Map.of(), ""));

        assertThat(event.hub().value()).isEqualTo("contoso-hub");
        assertThat(event.deviceId().value()).as("ids keep their case").isEqualTo("Dev-1");
        assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1_653_677_378_490L));
    }

    @Test
    void fallsBackToSystemPropertiesButNeverToTheTimeOfArrival() {
        Map<String, Object> system = Map.of(
                "user-id",
                "contoso-hub",
                "iothub-connection-device-id",
                "dev-1",
                "iothub-enqueuedtime",
                1_653_677_378_490L,
                "x-opt-enqueued-time",
                new Date(0));
        assertThat(lifecycle(envelope(Map.of("opType", "deleteDeviceIdentity"), system, ""))
                        .time())
                .isEqualTo(Instant.ofEpochMilli(1_653_677_378_490L));

        assertThatThrownBy(() -> LifecycleEventParser.parse(
                        envelope(without("operationTimestamp"), Map.of("x-opt-enqueued-time", new Date(0)), "")))
                .as("a retransmitted event would look later than the life that it must not end")
                .isInstanceOf(LifecycleException.class)
                .hasMessageContaining("operationTimestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hubName", "deviceId", "operationTimestamp"})
    void isMalformedIfItDoesNotSayWhichDeviceWhichHubOrWhen(String property) {
        assertThatThrownBy(() -> LifecycleEventParser.parse(envelope(without(property), Map.of(), "")))
                .isInstanceOfSatisfying(LifecycleException.class, e -> {
                    assertThat(e.kind()).isEqualTo(LifecycleException.Kind.MALFORMED_EVENT);
                    assertThat(e).hasMessageContaining(property);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "hubName,no hub!",
        "deviceId,a/b",
        "operationTimestamp,yesterday",
        "operationTimestamp,99999999999999999999"
    })
    void isMalformedIfAValueCannotBeOne(String property, String value) {
        Map<String, Object> properties = deletion();
        properties.put(property, value);

        assertThatThrownBy(() -> LifecycleEventParser.parse(envelope(properties, Map.of(), "")))
                .isInstanceOf(LifecycleException.class)
                .hasMessageContaining(property);
    }

    @Test
    void neverTakesAModulesDeletionForItsDevices() {
        Map<String, Object> sameOpType = deletion();
        sameOpType.put("moduleId", "module-1");
        Map<String, Object> ownOpType = deletion();
        ownOpType.put("opType", "deleteModuleIdentity");

        assertThat(other(envelope(sameOpType, Map.of(), ""))).isEqualTo(IncomingEvent.Other.Kind.MODULE);
        assertThat(other(envelope(ownOpType, Map.of(), ""))).isEqualTo(IncomingEvent.Other.Kind.MODULE);
        assertThat(other(envelope(deletion(), Map.of("iothub-connection-module-id", "m"), "")))
                .isEqualTo(IncomingEvent.Other.Kind.MODULE);
        assertThat(other(envelope(deletion(), Map.of(), "{\"moduleId\":\"m\"}")))
                .isEqualTo(IncomingEvent.Other.Kind.MODULE);
        assertThat(other(envelope(Map.of("iothub-message-schema", "moduleLifecycleNotification"), Map.of(), "")))
                .isEqualTo(IncomingEvent.Other.Kind.MODULE);
    }

    @ParameterizedTest
    @CsvSource({
        "updateTwin,TWIN_CHANGE",
        "replaceTwin,TWIN_CHANGE",
        "deviceConnected,CONNECTION_STATE",
        "deviceDisconnected,CONNECTION_STATE",
        "somethingNew,UNKNOWN"
    })
    void tellsOtherEventsApart(String opType, IncomingEvent.Other.Kind kind) {
        assertThat(other(envelope(Map.of("opType", opType), Map.of(), ""))).isEqualTo(kind);
    }

    @Test
    void survivesEventsWithoutOpType() {
        assertThat(other(envelope(Map.of(), Map.of(), "{\"Temperature\":21}")))
                .isEqualTo(IncomingEvent.Other.Kind.UNKNOWN);
        assertThat(other(envelope(Map.of("iothub-message-schema", "twinChangeNotification"), Map.of(), "")))
                .isEqualTo(IncomingEvent.Other.Kind.TWIN_CHANGE);
        assertThatThrownBy(() -> LifecycleEventParser.parse(
                        envelope(Map.of("iothub-message-schema", "deviceLifecycleNotification"), Map.of(), "")))
                .as("it may be a deletion, so it must not be passed over in silence")
                .isInstanceOf(LifecycleException.class)
                .hasMessageContaining("opType");
    }

    private static LifecycleEvent lifecycle(EventEnvelope envelope) {
        return ((IncomingEvent.Lifecycle) LifecycleEventParser.parse(envelope)).event();
    }

    private static IncomingEvent.Other.Kind other(EventEnvelope envelope) {
        return ((IncomingEvent.Other) LifecycleEventParser.parse(envelope)).kind();
    }

    private static Map<String, Object> deletion() {
        return new HashMap<>(Map.of(
                "opType", "deleteDeviceIdentity",
                "hubName", "contoso-hub",
                "deviceId", "dev-1",
                "operationTimestamp", TIME));
    }

    private static Map<String, Object> without(String property) {
        Map<String, Object> properties = deletion();
        properties.remove(property);
        return properties;
    }

    private static EventEnvelope envelope(Map<String, Object> properties, Map<String, Object> system, String body) {
        return new EventEnvelope(properties, system, body.getBytes(StandardCharsets.UTF_8), "hub/0@1");
    }
}
