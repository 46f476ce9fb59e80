package io.twinlifecycle.testkit.internal.mqtt;

import io.twinlifecycle.testkit.tls.LocalTls;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Eclipse's client, which Microsoft's SDKs for Java and Python are built on. */
public final class Paho implements MqttCallback, AutoCloseable {

    /** The client itself. */
    public final MqttClient client;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch lost = new CountDownLatch(1);

    private Paho(MqttClient client) {
        this.client = client;
    }

    /** What to connect with. */
    public static MqttConnectOptions options(LocalTls server) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setSocketFactory(server.clientContext().getSocketFactory());
        options.setHttpsHostnameVerificationEnabled(true);
        options.setConnectionTimeout(20);
        return options;
    }

    /** A client that is connected to {@code localhost}. */
    public static Paho connect(int port, String clientId, MqttConnectOptions options) throws MqttException {
        Paho paho = new Paho(new MqttClient("ssl://localhost:" + port, clientId, new MemoryPersistence()));
        paho.client.setTimeToWait(20_000);
        paho.client.setCallback(paho);
        paho.client.connect(options);
        return paho;
    }

    /**
     * Publishes a text, and waits for the acknowledgement if there is to be one. Without one it does not wait: the client would wait to
     * be told that the text was written, and is never told if the server cuts the connection at that very moment.
     */
    public void publish(String topic, String text, int qos) throws MqttException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (qos == 0) {
            client.getTopic(topic).publish(payload, qos, false);
        } else {
            client.publish(topic, payload, qos, false);
        }
    }

    /** The next message, as {@code topic: text}. */
    public String next() throws InterruptedException {
        String message = messages.poll(20, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    /** Waits for the end of the connection. */
    public boolean isLost() throws InterruptedException {
        return lost.await(20, TimeUnit.SECONDS);
    }

    @Override
    public void connectionLost(Throwable cause) {
        lost.countDown();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        messages.add(topic + ": " + new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 1_000);
        }
        client.close(true);
    }
}
