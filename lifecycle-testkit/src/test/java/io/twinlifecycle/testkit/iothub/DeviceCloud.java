package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.dps.LocalDps;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.nio.charset.StandardCharsets;

/** DPS and one hub, both behind doors that speak MQTT, and a webhook that always chooses that hub. */
final class DeviceCloud implements AutoCloseable {

    final LocalTls tls = new LocalTls(TimeSource.system().now());
    final DeviceWorld world = new DeviceWorld(TimeSource.system());
    final VirtualHub hub = world.addHub("hub-a");
    final SymmetricKeys groupKeys = SymmetricKeys.generate();
    final LocalIotHub hubServer = LocalIotHub.startWithMqtt(hub, ServerOptions.with(tls));
    final LocalDps dps = LocalDps.builder(world)
            .server(ServerOptions.with(tls))
            .mqtt()
            .hubAddress(host -> hubAddress())
            .start();

    DeviceCloud() {
        byte[] answer = "{\"iotHubHostName\":\"hub-a.azure-devices.net\"}".getBytes(StandardCharsets.UTF_8);
        world.dps()
                .enroll(DeviceEnrollment.group("devices", groupKeys).custom(body -> new WebhookResponse(200, answer)));
    }

    String hubAddress() {
        return hubServer.host();
    }

    @Override
    public void close() {
        dps.close();
        hubServer.close();
    }
}
