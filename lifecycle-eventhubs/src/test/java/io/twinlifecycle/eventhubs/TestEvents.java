package io.twinlifecycle.eventhubs;

import com.azure.core.amqp.models.AmqpMessageId;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.PartitionContext;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Events as the client delivers them: what the service adds is in the message's annotations. */
final class TestEvents {

    private TestEvents() {}

    static PartitionContext partition(String id) {
        return new PartitionContext("contoso.servicebus.windows.net", "lifecycleevents", "$default", id);
    }

    static EventData event(long sequence) {
        EventData event = new EventData("{}");
        event.getProperties().put("opType", "deleteDeviceIdentity");
        event.getRawAmqpMessage().getProperties().setCorrelationId(new AmqpMessageId("c-" + sequence));
        Map<String, Object> annotations = event.getRawAmqpMessage().getMessageAnnotations();
        annotations.put("x-opt-sequence-number", sequence);
        annotations.put("x-opt-offset", sequence + "00");
        annotations.put("x-opt-enqueued-time", TestTime.START);
        return event;
    }

    static List<EventData> events(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(TestEvents::event).toList();
    }

    static DeadLetter letter(String source, Map<String, Object> properties) {
        EventEnvelope event = new EventEnvelope(
                properties,
                Map.of("correlation-id", "c-1", "iothub-message-source", "deviceLifecycleEvents"),
                "bödy\n".getBytes(StandardCharsets.UTF_8),
                source);
        return new DeadLetter(event, "STORE_REFUSED", "nö \"thanks\"\n", 3, TestTime.START);
    }
}
