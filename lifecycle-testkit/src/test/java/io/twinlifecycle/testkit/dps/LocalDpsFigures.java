package io.twinlifecycle.testkit.dps;

import static io.twinlifecycle.testkit.internal.Measured.medianStart;
import static io.twinlifecycle.testkit.internal.Measured.millisSince;
import static io.twinlifecycle.testkit.internal.Measured.print;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.tls.DeviceCertificates;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceAttestation.X509;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measures how fast the server starts, and registers devices with the JDK's HTTP client over HTTPS: a PUT, and a GET that finds the device
 * assigned, or more if it comes too early.
 */
public final class LocalDpsFigures {

    private static final int STARTS = 20;
    private static final int DEVICES = 1_000;
    private static final int HANDSHAKES = 100;
    private static final Pattern OPERATION = Pattern.compile("\"operationId\":\"([^\"]+)\"");

    private final DeviceWorld world = new DeviceWorld(TimeSource.system());
    private final LocalTls tls = new LocalTls(TimeSource.system().now());
    private final LocalDps dps =
            LocalDps.start(world, LocalDps.ID_SCOPE, Duration.ofSeconds(1), ServerOptions.with(tls));
    private final SymmetricKeys keys = SymmetricKeys.generate();

    private LocalDpsFigures() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        long begin = System.nanoTime();
        LocalDps.start(new DeviceWorld(TimeSource.system())).close();
        print("first start: %.0f ms", millisSince(begin));
        print(
                "start when warm, median of %d: %.1f ms",
                STARTS, medianStart(STARTS, () -> LocalDps.start(new DeviceWorld(TimeSource.system()))));
        new LocalDpsFigures().measure();
    }

    private void measure() throws Exception {
        try (dps) {
            world.addHub("hub-a");
            world.dps().enroll(DeviceEnrollment.group("thermostats", keys));
            HttpClient client =
                    HttpClient.newBuilder().sslContext(dps.sslContext()).build();
            registerAll(client, "warm-up"); // loads classes and lets the JVM compile
            long begin = System.nanoTime();
            int polls = registerAll(client, "sensor");
            print(
                    "symmetric keys, 1 device after the other: %.0f registrations/s, %.1f polls each",
                    DEVICES / millisSince(begin) * 1_000, (double) polls / DEVICES);

            DeviceCertificates root =
                    DeviceCertificates.root("Root", TimeSource.system().now());
            world.dps().enroll(DeviceEnrollment.group("pumps", X509.signedBy(root.certificate())));
            HttpClient[] pumps = IntStream.range(0, HANDSHAKES)
                    .mapToObj(i -> HttpClient.newBuilder()
                            .sslContext(root.device("pump-" + i).clientContext(tls))
                            .build())
                    .toArray(HttpClient[]::new);
            begin = System.nanoTime();
            for (int i = 0; i < HANDSHAKES; i++) {
                register(pumps[i], "pump-" + i, "");
            }
            print(
                    "certificates, a new connection for each: %.0f registrations/s",
                    HANDSHAKES / millisSince(begin) * 1_000);
        }
    }

    private int registerAll(HttpClient client, String name) throws Exception {
        int polls = 0;
        for (int i = 0; i < DEVICES; i++) {
            String id = name + "-" + i;
            String key = keys.derive(new RegistrationId(id)).primary();
            polls += register(client, id, Tokens.token(dps.idScope(), id, key));
        }
        return polls;
    }

    /** How often it polled. */
    private int register(HttpClient client, String id, String token) throws Exception {
        String path = "/" + dps.idScope() + "/registrations/" + id;
        HttpResponse<String> answer = send(client, "PUT", path + "/register", token);
        Matcher operation = OPERATION.matcher(answer.body());
        if (!operation.find()) {
            throw new IllegalStateException(answer.body());
        }
        int polls = 0;
        while (answer.statusCode() == 202) {
            answer = send(client, "GET", path + "/operations/" + operation.group(1), token);
            polls++;
        }
        if (!answer.body().contains("\"assigned\"")) {
            throw new IllegalStateException(answer.body());
        }
        return polls;
    }

    private HttpResponse<String> send(HttpClient client, String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(dps.endpoint() + path + "?api-version=2021-10-01"))
                .method(method, HttpRequest.BodyPublishers.ofString("{}"));
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
