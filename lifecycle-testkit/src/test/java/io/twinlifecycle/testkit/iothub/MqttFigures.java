package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.testkit.internal.mqtt.Paho;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;

/** A tool that measures DPS and a hub over MQTT, with Eclipse Paho in the same JVM: start-up, registrations, telemetry. */
public final class MqttFigures {

    private static final PrintStream OUT = System.out;
    private static final int CLIENTS = 8;
    private static final int REGISTRATIONS = 25;
    private static final int MESSAGES = 2_000;

    private MqttFigures() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 4; i++) {
            long start = System.nanoTime();
            DeviceCloud cloud = new DeviceCloud();
            OUT.printf("start %d of DPS and a hub: %d ms%n", i + 1, millisSince(start));
            cloud.close();
        }
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (DeviceCloud cloud = new DeviceCloud()) {
            for (int round = 1; round <= 3; round++) {
                measure(threads, "registrations", REGISTRATIONS, client -> {
                    for (int i = 0; i < REGISTRATIONS; i++) {
                        register(cloud, "device-" + client + "-" + i);
                    }
                });
            }
            for (int round = 1; round <= 3; round++) {
                measure(
                        threads,
                        "telemetry messages of quality of service 1",
                        MESSAGES,
                        client -> telemetry(cloud, client));
            }
        } finally {
            threads.shutdown();
        }
        System.exit(0); // the client forgets to end some of its threads
    }

    private interface Work {
        void run(int client) throws Exception;
    }

    private static void measure(ExecutorService threads, String what, int each, Work work) throws Exception {
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            all.add(threads.submit(() -> {
                work.run(client);
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        long count = (long) each * CLIENTS;
        long millis = millisSince(start);
        OUT.printf("%d %s by %d clients: %d ms, %d per second%n", count, what, CLIENTS, millis, count * 1_000 / millis);
    }

    /** Connects, subscribes, registers, polls until it is assigned, disconnects. */
    private static void register(DeviceCloud cloud, String id) throws Exception {
        String key = cloud.groupKeys.derive(new RegistrationId(id)).primary();
        MqttConnectOptions options = Paho.options(cloud.tls);
        options.setUserName(cloud.dps.idScope() + "/registrations/" + id + "/api-version=2019-03-31");
        options.setPassword(token(cloud.dps.idScope() + "/registrations/" + id, key));
        try (Paho device = Paho.connect(cloud.dps.endpoint().getPort(), id, options)) {
            device.client.subscribe("$dps/registrations/res/#", 1);
            device.publish("$dps/registrations/PUT/iotdps-register/?$rid=1", "{}", 1);
            String operation = device.next().replaceFirst(".*operationId\":\"([^\"]*).*", "$1");
            String answer;
            do {
                device.publish(
                        "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=2&operationId=" + operation, " ", 1);
                answer = device.next();
            } while (answer.contains("/202/"));
            if (!answer.contains("\"assigned\"")) {
                throw new IllegalStateException(answer);
            }
            device.client.disconnect();
        }
    }

    private static void telemetry(DeviceCloud cloud, int client) throws MqttException {
        String id = "device-" + client + "-0";
        String key = cloud.groupKeys.derive(new RegistrationId(id)).primary();
        MqttConnectOptions options = Paho.options(cloud.tls);
        options.setMaxInflight(100);
        options.setUserName(cloud.hubAddress() + "/" + id + "/?api-version=2021-04-12");
        options.setPassword(token(cloud.hubAddress() + "/devices/" + id, key));
        try (Paho device = Paho.connect(cloud.hubServer.endpoint().getPort(), id, options)) {
            for (int i = 0; i < MESSAGES; i++) {
                device.publish(
                        "devices/" + id + "/messages/events/$.ct=application%2Fjson", "{\"Temperature\":21.5}", 1);
            }
            device.client.disconnect();
        }
    }

    private static char[] token(String resource, String key) {
        String sr = Percent.encode(resource);
        long expiry = TimeSource.system().now().getEpochSecond() + 3_600;
        byte[] signature = SymmetricKeys.hmac(key, sr + "\n" + expiry).getBytes(StandardCharsets.UTF_8);
        return ("SharedAccessSignature sr=" + sr + "&sig="
                        + Percent.encode(new String(signature, StandardCharsets.UTF_8)) + "&se=" + expiry)
                .toCharArray();
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
