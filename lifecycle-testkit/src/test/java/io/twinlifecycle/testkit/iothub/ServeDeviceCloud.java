package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.world.EventRoute;
import io.twinlifecycle.testkit.world.EventSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tool for trying clients by hand: serves until its input ends, prints what happens, writes settings and certificate into a folder. */
public final class ServeDeviceCloud {

    private static final PrintStream OUT = System.out;

    private ServeDeviceCloud() {}

    /** Takes the folder. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (DeviceCloud cloud = new DeviceCloud()) {
            for (EventSource source : EventSource.values()) {
                cloud.hub.routes().endpoint(source.wireName(), event -> {
                    String body = new String(event.body(), StandardCharsets.UTF_8);
                    OUT.println(source.wireName() + " " + event.properties() + " "
                            + (source == EventSource.DEVICE_MESSAGES ? event.systemProperties() + " " + body : ""));
                });
                cloud.hub.routes().add(EventRoute.all(source.wireName(), source, source.wireName()));
            }
            Path certificate = folder.resolve("local-ca.pem");
            Files.writeString(certificate, cloud.tls.pem());
            Files.write(
                    folder.resolve(".env"),
                    List.of(
                            "PROVISIONING_HOST=" + cloud.dps.host(),
                            "PROVISIONING_IDSCOPE=" + cloud.dps.idScope(),
                            "PROVISIONING_SYMMETRIC_KEY=" + cloud.groupKeys.primary(),
                            "PROVISIONING_REGISTRATION_ID=sensor-1",
                            "ADT_MODEL_ID='dtmi:com:example:Thermostat;1'"));
            OUT.println("serving; settings and certificate are in " + folder);
            while (System.in.read() >= 0) {
                OUT.println(cloud.hubServer.mqtt().counts());
            }
        }
    }
}
