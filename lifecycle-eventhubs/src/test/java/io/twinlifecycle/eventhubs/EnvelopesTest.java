package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.models.AmqpMessageId;
import com.azure.messaging.eventhubs.EventData;
import io.twinlifecycle.events.EventEnvelope;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.junit.jupiter.api.Test;

class EnvelopesTest {

    @Test
    void carriesPropertiesBodyAndWhereItCameFrom() {
        EventData event = TestEvents.event(4711);
        event.getRawAmqpMessage()
                .getProperties()
                .setContentType("application/json")
                .setContentEncoding("utf-8");
        event.getRawAmqpMessage().getMessageAnnotations().put("iothub-message-source", "deviceLifecycleEvents");
        event.getRawAmqpMessage().getMessageAnnotations().put("x-opt-partition-key", "dev-1");

        EventEnvelope envelope = Envelopes.of(TestEvents.partition("3"), event);

        assertThat(envelope.properties()).isEqualTo(Map.of("opType", "deleteDeviceIdentity"));
        assertThat(envelope.systemProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "correlation-id", "c-4711",
                        "content-type", "application/json",
                        "content-encoding", "utf-8",
                        "iothub-message-source", "deviceLifecycleEvents",
                        "x-opt-partition-key", "dev-1",
                        "x-opt-sequence-number", 4711L,
                        "x-opt-offset", "471100",
                        "x-opt-enqueued-time", TestTime.START));
        assertThat(envelope.body()).asString().isEqualTo("{}");
        assertThat(envelope.source()).isEqualTo("lifecycleevents/3@4711");
    }

    @Test
    void makesPlainValuesOfAmqpsOwn() {
        EventData event = TestEvents.event(1);
        Map<String, Object> properties = event.getProperties();
        properties.put("symbol", Symbol.valueOf("s"));
        properties.put("uint", UnsignedInteger.valueOf(-1));
        properties.put("ulong", new UnsignedLong(-1));
        properties.put("binary", new Binary(new byte[] {9, 1, 2, 9}, 1, 2));
        properties.put("null", null);
        properties.put("map", Map.of(Symbol.valueOf("k"), Arrays.asList(1, null)));
        properties.put("big", new BigInteger("5"));

        Map<String, Object> plain =
                Envelopes.of(TestEvents.partition("0"), event).properties();

        assertThat(plain)
                .containsEntry("symbol", "s")
                .containsEntry("uint", 4294967295L)
                .containsEntry("ulong", "18446744073709551615")
                .containsEntry("map", Map.of("k", Arrays.asList(1, null)))
                .containsEntry("big", 5L)
                .doesNotContainKey("null");
        assertThat((byte[]) plain.get("binary")).containsExactly(1, 2);
    }

    @Test
    void leavesPlainValuesAlone() {
        EventData event = TestEvents.event(1);
        Map<String, Object> values = new HashMap<>();
        values.put("date", Date.from(Instant.EPOCH));
        values.put("instant", Instant.EPOCH);
        values.put("int", 5);
        values.put("double", 0.5);
        values.put("bool", true);
        values.put("char", 'c');
        event.getProperties().putAll(values);

        assertThat(Envelopes.of(TestEvents.partition("0"), event).properties()).containsAllEntriesOf(values);
    }

    @Test
    void endsAtSomeDepth() {
        Object nested = "bottom";
        for (int i = 0; i < 100_000; i++) {
            nested = List.of(nested);
        }
        EventData event = TestEvents.event(1);
        event.getProperties().put("deep", nested);

        assertThat(Envelopes.of(TestEvents.partition("0"), event).properties()).containsKey("deep");
    }

    @Test
    void takesAnEventWithNothingInIt() {
        EventEnvelope envelope = Envelopes.of(TestEvents.partition("0"), new EventData());

        assertThat(envelope.properties()).isEmpty();
        assertThat(envelope.body()).isEmpty();
        assertThat(envelope.source()).isEqualTo("lifecycleevents/0@?");
    }

    @Test
    void showsNoExpiryTimeWhereThereIsNone() {
        EventData event = TestEvents.event(1);
        event.getRawAmqpMessage().getProperties().setContentEncoding("utf-8").setMessageId(new AmqpMessageId("m"));

        assertThat(Envelopes.of(TestEvents.partition("0"), event).systemProperties())
                .containsEntry("message-id", "m")
                .doesNotContainKey("absolute-expiry-time");
    }
}
