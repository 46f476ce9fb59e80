package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.world.DeviceWorld;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs one hub until somebody ends the process: for trying clients of other languages by hand. */
public final class ServeIotHub {

    private ServeIotHub() {}

    /** Takes the file into which the certificate is written; prints the settings of the clients. */
    public static void main(String[] args) throws Exception {
        LocalIotHub hub = LocalIotHub.start(new DeviceWorld(TimeSource.system()).addHub("hub-a"));
        Path certificate = Path.of(args[0]);
        Files.writeString(certificate, hub.tls().pem());
        System.out.println("NODE_EXTRA_CA_CERTS=" + certificate);
        System.out.println("IOTHUB_CONNECTION_STRING=" + hub.connectionString());
        Thread.currentThread().join();
    }
}
