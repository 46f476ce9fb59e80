package io.twinlifecycle.testkit.eventhubs;

import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** Takes requests that are messages, and answers each with a message: {@code $cbs} and {@code $management}. */
final class RequestNode implements LinkEnd {

    /** Answers a request, or refuses it. */
    interface Answers {
        Answer to(Map<String, Object> request, @Nullable Object body);
    }

    /**
     * What is answered.
     *
     * @param status as HTTP has it
     * @param description of the status
     * @param body any AMQP value
     */
    record Answer(int status, String description, Object body) {}

    private static final Map<String, Integer> STATUS = Map.of(
            Refusal.UNAUTHORIZED, 401,
            Refusal.NOT_FOUND, 404,
            Refusal.NOT_IMPLEMENTED, 501,
            Refusal.SERVER_BUSY, 503);

    private final Receiver link;
    private final ReplyLinks replies;
    private final Service service;
    private final Answers answers;

    RequestNode(Receiver link, ReplyLinks replies, Service service, Answers answers) {
        this.link = link;
        this.replies = replies;
        this.service = service;
        this.answers = answers;
    }

    @Override
    public void delivery(Delivery delivery) {
        byte[] bytes = Deliveries.take(link, delivery);
        if (bytes == null) {
            return;
        }
        delivery.disposition(answer(bytes) ? Accepted.getInstance() : Released.getInstance());
        delivery.settle();
    }

    private boolean answer(byte[] bytes) {
        service.codec().sections(bytes); // fails if it is no message
        Message request = Message.Factory.create();
        request.decode(bytes, 0, bytes.length);
        Properties properties = new Properties();
        properties.setCorrelationId(
                request.getCorrelationId() == null ? request.getMessageId() : request.getCorrelationId());
        Answer answer = answer(request);
        byte[] message = service.codec()
                .encode(
                        properties,
                        new ApplicationProperties(
                                Map.of("status-code", answer.status(), "status-description", answer.description())),
                        new AmqpValue(answer.body()));
        return replies.send(request.getReplyTo(), message);
    }

    private Answer answer(Message request) {
        ApplicationProperties properties = request.getApplicationProperties();
        Object body = request.getBody() instanceof AmqpValue value ? value.getValue() : null;
        try {
            return answers.to(properties == null ? Map.of() : properties.getValue(), body);
        } catch (Refusal refusal) {
            int status = STATUS.getOrDefault(refusal.condition(), 400);
            return new Answer(status, refusal.description(), Map.of());
        }
    }

    /** A property of a request that is a text; empty if it is none. */
    static String text(Map<String, Object> request, String name) {
        return request.get(name) instanceof String text ? text : "";
    }
}
