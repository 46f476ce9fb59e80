package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fuzz.FuzzTarget;
import io.twinlifecycle.testkit.fuzz.FuzzedExchange;
import io.twinlifecycle.testkit.fuzz.LocalAnswers;
import io.twinlifecycle.testkit.fuzz.Must;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.mqtt.Publication;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The local IoT hub: its registry, twins and queries over HTTPS, and the topics of its devices. It always answers, and in JSON; whoever has
 * no token is no one; a topic is read or refused.
 */
public final class HubTarget implements FuzzTarget {

    /** What was written is forgotten after so many inputs: few enough to find out which did it. */
    private static final int RUNS_OF_ONE_WORLD = 256;

    private static final String VERSION = "?api-version=2021-04-12\nAuthorization: Bearer token\n";

    private static final DeviceId DEVICE = new DeviceId("dev-1");

    private IotHubService service = world();
    private int runs;

    @Override
    public String name() {
        return "iothub";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "PUT /devices/dev-2" + VERSION + "\n{\"deviceId\":\"dev-2\",\"status\":\"enabled\"}",
                        "GET /devices/dev-1" + VERSION + "\n",
                        "DELETE /devices/dev-1" + VERSION + "If-Match: \"*\"\n\n",
                        "POST /devices" + VERSION + "\n[{\"id\":\"dev-3\",\"importMode\":\"create\"}]",
                        "PATCH /twins/dev-1" + VERSION
                                + "\n{\"tags\":{\"dtId\":\"a\",\"x\":null},\"properties\":{\"desired\":{\"r\":1}}}",
                        "PUT /twins/dev-1" + VERSION + "If-Match: \"AAAAAAAAAAE=\"\n\n{\"tags\":{}}",
                        "GET /twins/dev-1/modules/m" + VERSION + "\n",
                        "POST /devices/query" + VERSION
                                + "x-ms-max-item-count: 2\n\n{\"query\":\"SELECT * FROM devices WHERE tags.x = 'a'\"}",
                        "GET /statistics/devices" + VERSION + "\n",
                        "GET /devices/dev-1?api-version=2021-04-12\nAuthorization: SharedAccessSignature sr=hub-a.azure-devices.net&sig=b&se=4102444800&skn=iothubowner\n\n",
                        "devices/dev-1/messages/events/%24.ct=application%2Fjson&%24.ce=utf-8&a=b/")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        if (++runs % RUNS_OF_ONE_WORLD == 0) {
            service = world();
        }
        Optional<FuzzedExchange> request = FuzzedExchange.of(data);
        if (request.isPresent()) {
            ask(request.get());
        } else {
            readTopic(new String(data, StandardCharsets.UTF_8));
        }
    }

    private void ask(FuzzedExchange exchange) {
        Must.hold(service.maxBody(exchange) > 0, () -> "no limit");
        Answer answer = service.answer(exchange, exchange.body());
        LocalAnswers.check(answer);
        boolean named = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .regionMatches(true, 0, "Bearer ", 0, 7);
        Must.hold(named || answer.status() >= 400, () -> "status " + answer.status() + " without a token");
    }

    private static void readTopic(String topic) {
        if (!TelemetryTopic.isOf(topic, DEVICE)) {
            return;
        }
        try {
            TelemetryTopic read = TelemetryTopic.of(new Publication(topic, new byte[0], 0, false), DEVICE);
            Must.hold(read.properties().size() <= topic.length(), () -> "properties out of nowhere");
        } catch (IllegalArgumentException e) {
            Must.hold(topic.indexOf('%') >= 0, () -> "refused though it is not encoded");
        }
    }

    private static IotHubService world() {
        VirtualHub hub = new DeviceWorld(new VirtualTime()).addHub("hub-a");
        hub.create(DEVICE);
        return new IotHubService(hub, new SharedAccessPolicies(), () -> "localhost");
    }
}
