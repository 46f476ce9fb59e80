package io.twinlifecycle.testkit.internal.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Lets in whoever does not say that he is a stranger, writes down what comes, and echoes on request. */
final class RecordingService implements MqttService {

    static final int MAX_PACKET = 64 * 1024;

    /** Such as {@code "a published t: hello"}. */
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    final BlockingQueue<MqttPeer> peers = new LinkedBlockingQueue<>();
    final BlockingQueue<ConnectRequest> requests = new LinkedBlockingQueue<>();
    volatile Predicate<Publication> onPublish = message -> !message.topic().equals("wrong");

    @Override
    public int maxPacket() {
        return MAX_PACKET;
    }

    @Override
    public ConnectAnswer connect(ConnectRequest request, MqttPeer client) {
        if (request.clientId().equals("stranger")) {
            return new ConnectAnswer.Refused(ConnectAnswer.Refusal.NOT_AUTHORIZED);
        }
        if (request.clientId().equals("trouble")) {
            throw new IllegalStateException("scripted");
        }
        requests.add(request);
        peers.add(client);
        return new ConnectAnswer.Accepted(new Session(request.clientId(), client), !request.cleanSession());
    }

    /** The next event that begins so. */
    String await(String start) throws InterruptedException {
        String event = events.poll(20, TimeUnit.SECONDS);
        while (event != null && !event.startsWith(start)) {
            event = events.poll(20, TimeUnit.SECONDS);
        }
        if (event == null) {
            throw new AssertionError("nothing came that begins with " + start);
        }
        return event;
    }

    private final class Session implements MqttSession {

        private final String id;
        private final MqttPeer client;

        Session(String id, MqttPeer client) {
            this.id = id;
            this.client = client;
        }

        @Override
        public OptionalInt subscribe(String filter, int qos) {
            events.add(id + " subscribed " + filter);
            return filter.equals("wrong") ? OptionalInt.empty() : OptionalInt.of(Math.min(qos, 1));
        }

        @Override
        public void unsubscribe(String filter) {
            events.add(id + " unsubscribed " + filter);
        }

        @Override
        public boolean publish(Publication message) {
            events.add(id + " published " + message.topic() + ": "
                    + new String(message.payload(), StandardCharsets.UTF_8) + (message.retain() ? " to retain" : ""));
            if (message.topic().equals("echo")) {
                client.publish(message);
            }
            return onPublish.test(message);
        }

        @Override
        public void closed(boolean byClient) {
            events.add(id + " closed " + (byClient ? "by client" : "by accident"));
        }
    }
}
