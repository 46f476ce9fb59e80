package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.internal.SasToken;
import io.twinlifecycle.testkit.internal.mqtt.ConnectAnswer;
import io.twinlifecycle.testkit.internal.mqtt.ConnectRequest;
import io.twinlifecycle.testkit.internal.mqtt.MqttPeer;
import io.twinlifecycle.testkit.internal.mqtt.MqttService;
import io.twinlifecycle.testkit.world.DeviceIdentity;
import io.twinlifecycle.testkit.world.VirtualHub;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device endpoint of a hub over MQTT. A device connects with its id as client id, user name {@code {host}/{id}/?api-version=…} and a
 * token as password, or without one but with a certificate that the hub knows by its thumbprint. The host is that of the hub or any on
 * loopback, since the device may know either.
 *
 * <p>It refuses, with return code 5, beside strangers: modules, certificates that an authority signed, tokens of shared access policies.
 */
final class HubMqtt implements MqttService {

    private static final Logger LOG = LoggerFactory.getLogger(HubMqtt.class);

    /** The largest message that IoT Hub takes, and a topic. */
    private static final int MAX_PACKET = 256 * 1024 + 8 * 1024;

    private final VirtualHub hub;

    /** What devices subscribed to that did not ask for a clean session: they rely on it when they connect again. */
    private final Map<DeviceId, HubSubscriptions> kept = new ConcurrentHashMap<>();

    HubMqtt(VirtualHub hub) {
        this.hub = hub;
    }

    @Override
    public int maxPacket() {
        return MAX_PACKET;
    }

    @Override
    public ConnectAnswer connect(ConnectRequest request, MqttPeer client) {
        Optional<DeviceIdentity> device = device(request);
        Optional<SasToken> token = device.flatMap(known -> token(request, known));
        if (device.isEmpty() || (token.isEmpty() && !isKnown(request, device.get()))) {
            LOG.debug("hub {} refuses MQTT client {}", hub, request.clientId());
            return new ConnectAnswer.Refused(ConnectAnswer.Refusal.NOT_AUTHORIZED);
        }
        DeviceId id = device.get().id();
        boolean present = !request.cleanSession() && kept.containsKey(id);
        if (request.cleanSession()) {
            kept.remove(id);
        }
        HubSubscriptions subscriptions =
                request.cleanSession() ? new HubSubscriptions(id) : kept.computeIfAbsent(id, HubSubscriptions::new);
        HubMqttSession session = new HubMqttSession(id, token, subscriptions, request.will(), client);
        try {
            session.begin(hub);
        } catch (WorldRefusal e) {
            return new ConnectAnswer.Refused(ConnectAnswer.Refusal.NOT_AUTHORIZED); // disabled, or deleted just now
        }
        return new ConnectAnswer.Accepted(session, present);
    }

    private Optional<DeviceIdentity> device(ConnectRequest request) {
        String[] parts = request.username().orElse("").split("/", -1);
        if (parts.length != 3
                || !isHost(parts[0])
                || !parts[1].equals(request.clientId())
                || !DeviceId.isValid(parts[1])) {
            return Optional.empty();
        }
        return hub.find(new DeviceId(parts[1]));
    }

    /** A token names the host that the device knows, which is the one in its user name, or the hub's. */
    private Optional<SasToken> token(ConnectRequest request, DeviceIdentity device) {
        String host = request.username().orElse("").split("/", 2)[0];
        String resource = "/devices/" + device.id().value();
        return device.keys()
                .flatMap(keys -> request.password()
                        .flatMap(SasToken::parse)
                        .filter(token -> token.isFor(host + resource)
                                || token.isFor(hub.host().value() + resource))
                        .filter(token -> token.isSignedBy(keys))
                        .filter(token -> !token.isExpired(TimeSource.system().now())));
    }

    private static boolean isKnown(ConnectRequest request, DeviceIdentity device) {
        return request.password().isEmpty()
                && request.certificates().stream()
                        .limit(1)
                        .anyMatch(own -> Thumbprint.matches(device.settings().authentication(), own));
    }

    private boolean isHost(String name) {
        String host = name.replaceFirst(":\\d+$", "");
        return host.equalsIgnoreCase(hub.host().value())
                || host.equalsIgnoreCase("localhost")
                || host.equals("127.0.0.1");
    }
}
