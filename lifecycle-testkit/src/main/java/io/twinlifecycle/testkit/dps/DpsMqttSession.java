package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.testkit.internal.Requests;
import io.twinlifecycle.testkit.internal.mqtt.ConnectRequest;
import io.twinlifecycle.testkit.internal.mqtt.MqttPeer;
import io.twinlifecycle.testkit.internal.mqtt.MqttSession;
import io.twinlifecycle.testkit.internal.mqtt.Publication;
import io.twinlifecycle.testkit.internal.mqtt.TopicQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A device that registers over MQTT: its messages become the requests that it would send over HTTPS. */
final class DpsMqttSession implements MqttSession {

    private static final String ANSWERS = "$dps/registrations/res/#";
    private static final String REGISTER = "$dps/registrations/PUT/iotdps-register/";
    private static final String POLL = "$dps/registrations/GET/iotdps-get-operationstatus/";

    private final DpsService service;
    private final Requests requests;
    private final RegistrationId device;
    private final ConnectRequest proof;
    private final MqttPeer client;
    private volatile OptionalInt subscribed = OptionalInt.empty(); // a delayed answer is sent by another thread

    /**
     * A session.
     *
     * @param proof has the token or the certificate
     */
    DpsMqttSession(
            DpsService service, Requests requests, RegistrationId device, ConnectRequest proof, MqttPeer client) {
        this.service = service;
        this.requests = requests;
        this.device = device;
        this.proof = proof;
        this.client = client;
    }

    @Override
    public OptionalInt subscribe(String filter, int qos) {
        if (!filter.equals(ANSWERS)) {
            return OptionalInt.empty();
        }
        subscribed = OptionalInt.of(Math.min(qos, 1));
        return subscribed;
    }

    @Override
    public void unsubscribe(String filter) {
        if (filter.equals(ANSWERS)) {
            subscribed = OptionalInt.empty();
        }
    }

    @Override
    public boolean publish(Publication message) {
        TopicQuery topic = TopicQuery.of(message.topic());
        if (topic.requestId().isEmpty()) {
            return false;
        }
        String operation = topic.values().getOrDefault("operationId", "");
        if (topic.path().equals(REGISTER)) {
            answer("PUT", List.of("register"), topic, message.payload());
        } else if (topic.path().equals(POLL) && !operation.isEmpty()) {
            answer("GET", List.of("operations", operation), topic, message.payload());
        } else {
            return false;
        }
        return true;
    }

    private void answer(String method, List<String> what, TopicQuery topic, byte[] body) {
        List<String> segments =
                new ArrayList<>(List.of(service.doorkeeper().idScope(), "registrations", device.value()));
        segments.addAll(what);
        DeviceCall deviceCall = DeviceCall.of(method, segments).orElseThrow();
        HttpCall call = new HttpCall(method, path(segments), "", 0);
        requests.answer(
                call,
                requests.strike(call),
                service,
                () -> service.answer(deviceCall, segments, proof.password(), proof.certificates(), body),
                answer -> answer.ifPresentOrElse(
                        found -> send(found, topic.requestId().orElse("")), client::disconnect));
    }

    @Override
    public void closed(boolean byClient) {
        // A registration goes on without its device.
    }

    private void send(Answer answer, String requestId) {
        if (subscribed.isEmpty()) {
            return;
        }
        String wait = answer.headers().get("Retry-After");
        String topic = "$dps/registrations/res/" + answer.status() + "/?$rid=" + requestId
                + (wait == null ? "" : "&retry-after=" + wait);
        client.publish(new Publication(topic, answer.body(), subscribed.getAsInt(), false));
    }

    private static String path(List<String> segments) {
        return segments.stream().map(Percent::encode).collect(Collectors.joining("/", "/", ""));
    }
}
