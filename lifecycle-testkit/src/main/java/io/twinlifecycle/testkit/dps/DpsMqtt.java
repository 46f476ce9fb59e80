package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.internal.Requests;
import io.twinlifecycle.testkit.internal.mqtt.ConnectAnswer;
import io.twinlifecycle.testkit.internal.mqtt.ConnectRequest;
import io.twinlifecycle.testkit.internal.mqtt.MqttPeer;
import io.twinlifecycle.testkit.internal.mqtt.MqttService;
import java.util.Optional;

/**
 * The device API over MQTT. A device connects with its registration ID as client id, user name
 * {@code {idScope}/registrations/{id}/api-version=…} and a token as password, or with a certificate.
 */
final class DpsMqtt implements MqttService {

    private static final int MAX_TOPIC = 1_024;

    private final DpsService service;
    private final Doorkeeper doorkeeper;
    private final Requests requests;

    DpsMqtt(DpsService service, Requests requests) {
        this.service = service;
        doorkeeper = service.doorkeeper();
        this.requests = requests;
    }

    @Override
    public int maxPacket() {
        return DpsService.MAX_BODY + MAX_TOPIC;
    }

    /** Does not ask whose key signed the token: the service lets everybody in whose token looks right, and refuses him when he registers. */
    @Override
    public ConnectAnswer connect(ConnectRequest request, MqttPeer client) {
        Optional<RegistrationId> device = request.username().flatMap(this::device);
        boolean mayTry = device.filter(id -> id.value().equalsIgnoreCase(request.clientId()))
                .filter(id -> request.password().isPresent()
                        ? doorkeeper.token(id, request.password()).isPresent()
                        : !request.certificates().isEmpty())
                .isPresent();
        return mayTry
                ? new ConnectAnswer.Accepted(
                        new DpsMqttSession(service, requests, device.get(), request, client),
                        false) // DPS keeps no sessions
                : new ConnectAnswer.Refused(ConnectAnswer.Refusal.NOT_AUTHORIZED);
    }

    private Optional<RegistrationId> device(String username) {
        String[] parts = username.split("/", -1);
        return parts.length == 4
                        && parts[0].equalsIgnoreCase(doorkeeper.idScope())
                        && parts[1].equals("registrations")
                        && RegistrationId.isValid(parts[2])
                        && parts[3].startsWith("api-version=")
                ? Optional.of(new RegistrationId(parts[2]))
                : Optional.empty();
    }
}
