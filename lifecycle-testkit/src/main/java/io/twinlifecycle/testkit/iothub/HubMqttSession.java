package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.SasToken;
import io.twinlifecycle.testkit.internal.WireTime;
import io.twinlifecycle.testkit.internal.mqtt.MqttPeer;
import io.twinlifecycle.testkit.internal.mqtt.MqttSession;
import io.twinlifecycle.testkit.internal.mqtt.Publication;
import io.twinlifecycle.testkit.internal.mqtt.TopicQuery;
import io.twinlifecycle.testkit.world.DeviceTwin;
import io.twinlifecycle.testkit.world.HubConnection;
import io.twinlifecycle.testkit.world.HubDeviceListener;
import io.twinlifecycle.testkit.world.VirtualHub;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A device that is connected to its hub over MQTT. */
final class HubMqttSession implements MqttSession, HubDeviceListener {

    private static final String GET_TWIN = "$iothub/twin/GET/";
    private static final String REPORT = "$iothub/twin/PATCH/properties/reported/";
    private static final String METHOD_ANSWER = "$iothub/methods/res/";

    private final DeviceId device;
    private final Optional<SasToken> token;
    private final HubSubscriptions subscriptions;
    private final Optional<Publication> will;
    private final MqttPeer client;
    private @Nullable HubConnection connection;

    HubMqttSession(
            DeviceId device,
            Optional<SasToken> token,
            HubSubscriptions subscriptions,
            Optional<Publication> will,
            MqttPeer client) {
        this.device = device;
        this.token = token;
        this.subscriptions = subscriptions;
        this.will = will;
        this.client = client;
    }

    /**
     * Connects to the hub.
     *
     * @throws WorldRefusal if the device may not
     */
    void begin(VirtualHub hub) {
        connection = hub.connect(device, this);
    }

    @Override
    public OptionalInt subscribe(String filter, int qos) {
        return subscriptions.add(filter, qos);
    }

    @Override
    public void unsubscribe(String filter) {
        subscriptions.remove(filter);
    }

    @Override
    public boolean publish(Publication message) {
        if (token.filter(own -> own.isExpired(TimeSource.system().now())).isPresent()) {
            return false;
        }
        try {
            return handle(message);
        } catch (IllegalArgumentException | IllegalStateException | WorldRefusal e) {
            return false; // no such property bag, a session that ended just now, or a message that is too large
        }
    }

    private boolean handle(Publication message) {
        TopicQuery topic = TopicQuery.of(message.topic());
        if (TelemetryTopic.isOf(message.topic(), device)) {
            send(message, Map.of());
        } else if (topic.path().equals(GET_TWIN) && topic.requestId().isPresent()) {
            answer(topic, "200", "", twin(connected().twin()));
        } else if (topic.path().equals(REPORT) && topic.requestId().isPresent()) {
            report(topic, message.payload());
        } else {
            return topic.path().startsWith(METHOD_ANSWER); // nobody waits for it: methods are not imitated
        }
        return true;
    }

    @Override
    public void closed(boolean byClient) {
        if (!byClient && will.isPresent() && TelemetryTopic.isOf(will.get().topic(), device)) {
            try {
                send(will.get(), Map.of("iothub-MessageType", "Will"));
            } catch (IllegalArgumentException | IllegalStateException | WorldRefusal e) {
                // Its property bag is none, or the hub ended the session: then there is nobody who could say anything.
            }
        }
        connected().close();
    }

    @Override
    public void desiredChanged(Map<String, Object> patchWithVersion) {
        OptionalInt qos = subscriptions.of(HubSubscriptions.DESIRED);
        if (qos.isPresent()) {
            String topic = "$iothub/twin/PATCH/properties/desired/?$version=" + patchWithVersion.get("$version");
            client.publish(new Publication(topic, Json.bytes(patchWithVersion), qos.getAsInt(), false));
        }
    }

    @Override
    public void closed(String why) {
        client.disconnect();
    }

    private void send(Publication message, Map<String, String> more) {
        TelemetryTopic topic = TelemetryTopic.of(message, device);
        Map<String, String> properties = new LinkedHashMap<>(topic.properties());
        properties.putAll(more);
        connected().send(message.payload(), properties, topic.systemProperties());
    }

    private void report(TopicQuery topic, byte[] payload) {
        Map<String, Object> patch;
        try {
            patch = Json.asObject(Json.parse(payload));
        } catch (IllegalArgumentException e) {
            patch = null;
        }
        if (patch == null) {
            answer(topic, "400", "", malformed());
        } else {
            answer(topic, "204", "&$version=" + connected().report(patch), null);
        }
    }

    private void answer(TopicQuery request, String status, String more, @Nullable Map<String, Object> body) {
        OptionalInt qos = subscriptions.of(HubSubscriptions.TWIN_ANSWERS);
        if (qos.isPresent()) {
            String topic = "$iothub/twin/res/" + status + "/?$rid="
                    + request.requestId().orElse("") + more;
            byte[] payload = body == null ? new byte[0] : Json.bytes(body);
            client.publish(new Publication(topic, payload, qos.getAsInt(), false));
        }
    }

    private HubConnection connected() {
        return Objects.requireNonNull(connection, "the session has not begun");
    }

    private static Map<String, Object> twin(DeviceTwin twin) {
        return Map.of("desired", section(twin.desired()), "reported", section(twin.reported()));
    }

    private static Map<String, Object> section(DeviceTwin.Section section) {
        Map<String, Object> json = new LinkedHashMap<>(section.values());
        json.put("$version", section.version());
        return json;
    }

    private static Map<String, Object> malformed() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("errorCode", 400_004);
        json.put("trackingId", UUID.randomUUID().toString());
        json.put("message", "The patch is no JSON object.");
        json.put("timestampUtc", WireTime.of(TimeSource.system().now()));
        return json;
    }
}
