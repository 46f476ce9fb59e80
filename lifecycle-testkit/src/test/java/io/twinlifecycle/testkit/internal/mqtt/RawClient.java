package io.twinlifecycle.testkit.internal.mqtt;

import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that sends what no client library would, byte by byte. A read that takes 20 s fails. */
final class RawClient implements AutoCloseable {

    private final SSLSocket socket;
    private final DataInputStream in;

    RawClient(int port, LocalTls server) throws IOException {
        this(port, server.clientContext());
    }

    RawClient(int port, SSLContext context) throws IOException {
        socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects, and expects to be let in. */
    RawClient in(String clientId) throws IOException {
        sendConnect(clientId, 4, 0);
        byte[] answer = read(4);
        if (answer[0] != 0x20 || answer[3] != 0) {
            throw new IOException("not let in: " + answer[3]);
        }
        return this;
    }

    void sendConnect(String clientId, int version, int keepAlive) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(version);
        body.write(2); // clean session
        body.write(keepAlive >> 8);
        body.write(keepAlive);
        if (version == 5) {
            body.write(0); // no properties
        }
        text(body, clientId);
        send(0x10, body.toByteArray());
    }

    void publish(String topic, byte[] payload, int qos, int id) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, topic);
        if (qos > 0) {
            body.write(id >> 8);
            body.write(id);
        }
        body.writeBytes(payload);
        send(0x30 | (qos << 1), body.toByteArray());
    }

    /** Publishes what the server may not read to its end: that it hangs up meanwhile is no failure. */
    void publishTooMuch(String topic, byte[] payload) throws IOException {
        try {
            publish(topic, payload, 1, 1);
        } catch (SocketException e) {
            socket.close(); // which is what awaiting the end then finds
        }
    }

    /** A packet: its first byte, its length, its content. */
    void send(int first, byte... content) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int left = content.length;
        do {
            packet.write((left % 128) | (left >= 128 ? 0x80 : 0));
            left /= 128;
        } while (left > 0);
        packet.writeBytes(content);
        packet.writeTo(socket.getOutputStream());
    }

    void sendBytes(int... bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int each : bytes) {
            out.write(each);
        }
        out.writeTo(socket.getOutputStream());
    }

    byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    /** Waits until the server closes; says how many bytes came before. */
    long awaitEnd() throws IOException {
        try {
            return in.readAllBytes().length;
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return 0; // reset
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
