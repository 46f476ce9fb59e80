package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.twinlifecycle.events.EventEnvelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and what a server takes when it is built. */
class LocalEventHubsAccessTest {

    private final LocalEventHubs unit =
            LocalEventHubs.builder().hub("hub1", 1).hub("hub2", 1).start();

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void refusesAWrongKey() {
        String wrong = unit.connectionString("hub1").replaceFirst("SharedAccessKey=[^;]*", "SharedAccessKey=wrong");

        assertUnauthorized(wrong);
    }

    @Test
    void refusesAnUnknownKeyName() {
        assertUnauthorized(
                unit.connectionString("hub1").replace("SharedAccessKeyName=local", "SharedAccessKeyName=me"));
    }

    @Test
    void checksWhatATokenIsForAndUntilWhen() {
        String key = unit.connectionString().replaceFirst(".*SharedAccessKey=([^;]*);.*", "$1");
        Instant later = Instant.now().plusSeconds(60);
        String good = SasTokens.sign("amqp://localhost/hub1", later, "local", key);
        String foreign = SasTokens.sign("amqp://localhost/hub2", later, "local", key);
        String expired = SasTokens.sign("amqp://localhost/hub1", Instant.now().minusSeconds(60), "local", key);

        try (Clients client = new Clients(withToken(good))) {
            client.producer.send(List.of(new EventData("x")));
        }
        assertUnauthorized(withToken(foreign));
        assertUnauthorized(withToken(expired));
    }

    @Test
    void letsAKeyDoNoMoreThanItMay() {
        try (LocalEventHubs strict = LocalEventHubs.builder()
                        .hub("hub1", 1)
                        .sharedAccessKey("sender", "one", Set.of(AccessRight.SEND))
                        .sharedAccessKey("reader", "other", Set.of(AccessRight.LISTEN))
                        .start();
                Clients sender = new Clients(strict.connectionString("hub1", "sender"));
                Clients reader = new Clients(strict.connectionString("hub1", "reader"))) {
            sender.producer.send(List.of(new EventData("x")));

            assertThat(reader.receive("0", 1, EventPosition.earliest())).containsExactly("x");
            assertThat(sender.consumer.getEventHubProperties().getName())
                    .as("any right is enough for that")
                    .isEqualTo("hub1");
            assertThatThrownBy(() -> reader.producer.send(List.of(new EventData("x"))))
                    .hasStackTraceContaining("'Send' claim(s) are required");
            assertThatThrownBy(() -> sender.receive("0", 1, EventPosition.earliest()))
                    .hasStackTraceContaining("'Listen' claim(s) are required");
        }
    }

    @Test
    void endsLinksWhoseTokenIsExpired() throws InterruptedException {
        EventEnvelope event = new EventEnvelope(Map.of(), Map.of(), new byte[0], "test");
        FastForward clock = new FastForward();
        try (LocalEventHubs strict = LocalEventHubs.builder()
                        .hub("hub1", 1)
                        .idleTimeout(Duration.ofDays(1))
                        .wireTime(clock)
                        .start();
                Clients client = new Clients(strict.connectionString("hub1"));
                Clients.Subscription subscription =
                        client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())) {
            strict.append("hub1", event);
            assertThat(subscription.next().getData().getBody()).isEmpty();

            clock.advance(Duration.ofHours(1));
            strict.append("hub1", event);

            assertThat(subscription.error())
                    .as("the client's clock stands still, so it puts no new one")
                    .hasStackTraceContaining("RenewToken");
        }
    }

    private String withToken(String token) {
        return "Endpoint=sb://localhost:" + unit.port() + ";SharedAccessSignature=" + token
                + ";UseDevelopmentEmulator=true;EntityPath=hub1";
    }

    @Test
    void takesTheKeyThatItWasGiven() {
        try (LocalEventHubs fixed = LocalEventHubs.builder()
                        .hub("hub1", 1)
                        .sharedAccessKey("known")
                        .start();
                Clients client = new Clients(
                        "Endpoint=sb://localhost:" + fixed.port()
                                + ";SharedAccessKeyName=local;SharedAccessKey=known;UseDevelopmentEmulator=true;EntityPath=hub1")) {
            client.producer.send(List.of(new EventData("x")));

            assertThat(fixed.events("hub1")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "AMQP\0\1\0\0garbage, garbage and more garbage",
                "",
                "\0\0\0\0\0\0\0\0\0"
            })
    void survivesGarbage(String garbage) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), unit.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes())
                    .as("and the end of it")
                    .isNotNull();
        }

        try (Clients client = new Clients(unit.connectionString("hub1"))) {
            client.producer.send(List.of(new EventData("x")));
        }
        assertThat(unit.events("hub1")).hasSize(1);
    }

    @Test
    void dropsAClientThatSaysNothing() throws IOException {
        try (LocalEventHubs strict = LocalEventHubs.builder()
                        .hub("hub1", 1)
                        .idleTimeout(Duration.ofMillis(200))
                        .start();
                Socket mute = new Socket(InetAddress.getLoopbackAddress(), strict.port());
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), strict.port())) {
            mute.setSoTimeout(10_000);
            silent.setSoTimeout(10_000);
            // The AMQP header and an open frame with an empty container id; then nothing more.
            silent.getOutputStream().write(new byte[] {
                'A',
                'M',
                'Q',
                'P',
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                16,
                2,
                0,
                0,
                0,
                0,
                0x53,
                0x10,
                (byte) 0xC0,
                3,
                1,
                (byte) 0xA1,
                0
            });

            assertThat(silent.getInputStream().readAllBytes())
                    .as("it says why, and closes")
                    .asString(StandardCharsets.ISO_8859_1)
                    .contains("amqp:resource-limit-exceeded");
            assertThat(mute.getInputStream().readAllBytes())
                    .as("one that never said anything is told nothing")
                    .isEmpty();
        }
    }

    @Test
    void endsALinkOnWhichNothingIsSentForLong() {
        FastForward clock = new FastForward();
        try (LocalEventHubs strict = LocalEventHubs.builder()
                        .hub("hub1", 1)
                        .hub("hub2", 1)
                        .idleLinks(Duration.ofMinutes(2))
                        .idleTimeout(Duration.ofDays(1))
                        .wireTime(clock)
                        .start();
                Clients client = new Clients(strict.connectionString("hub1"));
                Clients other = new Clients(strict.connectionString("hub2"))) {
            client.producer.send(List.of(new EventData("x")));
            clock.advance(Duration.ofMinutes(1));
            other.producer.getEventHubProperties(); // the server has looked at all links when it answers
            client.producer.send(List.of(new EventData("y")));
            clock.advance(Duration.ofMinutes(1));
            other.producer.getEventHubProperties();
            strict.faults().busyNext(EventHubsFaults.Operation.ATTACH, 1);
            client.producer.send(List.of(new EventData("z")));
            assertThat(strict.faults().busyLeft(EventHubsFaults.Operation.ATTACH))
                    .as("the link stayed open")
                    .isEqualTo(1);

            clock.advance(Duration.ofMinutes(2));
            other.producer.getEventHubProperties();

            assertThat(strict.faults().detachLinks("hub1")).as("it is gone").isZero();
        }
    }

    @Test
    void staysOpenForAClientThatIsIdleButAlive() {
        try (LocalEventHubs strict = LocalEventHubs.builder()
                        .hub("hub1", 1)
                        .idleTimeout(Duration.ofMillis(200))
                        .start();
                Clients client = new Clients(strict.connectionString("hub1"))) {
            client.producer.send(List.of(new EventData("x")));
            assertThat(client.receive("0", 2, EventPosition.earliest()))
                    .as("waits half a second for a second event")
                    .containsExactly("x");
            assertThat(strict.faults().dropConnections()).isEqualTo(2);
        }
    }

    @Test
    void listensOnLoopbackOnlyAndSaysWhenItCannot() {
        assertThatThrownBy(() -> LocalEventHubs.builder()
                        .hub("hub1", 1)
                        .port(unit.port())
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(String.valueOf(unit.port()));
    }

    @Test
    void refusesWhatItCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().start());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().hub("a/b", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().hub("a", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().hub("a", 33));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().hub("a", 1).hub("A", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().consumerGroup("a", "g"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().retention(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().idleLinks(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().sharedAccessKey("reader", "k", Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().sharedAccessKey("reader", ";", Set.of(AccessRight.LISTEN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalEventHubs.builder().sharedAccessKey("local", "k", Set.of(AccessRight.LISTEN)));
        assertThatIllegalArgumentException().isThrownBy(() -> unit.connectionString("hub1", "nobody"));
    }

    @Test
    void saysWhichHubPartitionOrValueIsWrong() {
        EventEnvelope odd = new EventEnvelope(Map.of("odd", BigInteger.ONE), Map.of(), new byte[0], "test");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit.events("hub3"))
                .withMessageContaining("hub3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit.events("hub1", "1"))
                .withMessageContaining("0 to 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit.append("hub1", odd))
                .withMessageContaining("odd")
                .withMessageContaining("BigInteger");
    }

    @Test
    void mayBeClosedTwiceAndLookedAtAfterwards() {
        unit.append("hub1", new EventEnvelope(Map.of(), Map.of(), new byte[0], "test"));

        unit.close();
        unit.close();

        assertThat(unit.events("hub1")).hasSize(1);
    }

    private static void assertUnauthorized(String connectionString) {
        try (Clients client = new Clients(connectionString)) {
            assertThatThrownBy(() -> client.producer.send(List.of(new EventData("x"))))
                    .isInstanceOfSatisfying(
                            AmqpException.class,
                            e -> assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.UNAUTHORIZED_ACCESS));
            assertThatThrownBy(client.producer::getEventHubProperties)
                    .isInstanceOfSatisfying(
                            AmqpException.class,
                            e -> assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.UNAUTHORIZED_ACCESS));
        }
    }
}
