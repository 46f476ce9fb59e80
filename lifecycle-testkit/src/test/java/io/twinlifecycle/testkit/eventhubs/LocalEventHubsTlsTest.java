package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** TLS, and the tokens for which the client insists on it. The client asks the JVM whom to trust; there is no other way to tell it. */
class LocalEventHubsTlsTest {

    private static final LocalTls TLS = new LocalTls(TimeSource.system().now());

    private final LocalEventHubs unit =
            LocalEventHubs.builder().hub("hub1", 1).tls(TLS).start();
    private final BlockingQueue<String> scopes = new LinkedBlockingQueue<>();
    private SSLContext before;

    @BeforeEach
    void trust() throws NoSuchAlgorithmException {
        before = SSLContext.getDefault();
        SSLContext.setDefault(TLS.clientContext());
    }

    @AfterEach
    void close() {
        SSLContext.setDefault(before);
        unit.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "myns.servicebus.windows.net"})
    void takesATokenCredentialWhateverTheNamespaceIsCalled(String namespace) {
        EventHubClientBuilder builder = builder()
                .credential(namespace, "hub1", tokenFor(Duration.ofHours(1)))
                .customEndpointAddress(unit.endpoint().toString());

        assertSendsAndReceives(builder);
        assertThat(scopes).contains("https://eventhubs.azure.net/.default");
    }

    @Test
    void takesAConnectionStringWithoutTheEmulatorsFlag() {
        assertThat(unit.tlsConnectionString("hub1")).doesNotContain("UseDevelopmentEmulator");

        assertSendsAndReceives(builder().connectionString(unit.tlsConnectionString("hub1")));
    }

    @Test
    void servesClientsWithoutTlsAtTheSamePort() {
        assertSendsAndReceives(builder().connectionString(unit.connectionString("hub1")));
    }

    @Test
    void showsItsCertificateToWhomeverAsks() throws IOException {
        try (SSLSocket trusting =
                (SSLSocket) TLS.clientContext().getSocketFactory().createSocket("localhost", unit.port())) {
            trusting.setSoTimeout(10_000);
            trusting.startHandshake();

            assertThat(trusting.getSession().getPeerCertificates()).containsExactly(TLS.certificate());
        }
        try (SSLSocket other = (SSLSocket) new LocalTls(TimeSource.system().now())
                .clientContext()
                .getSocketFactory()
                .createSocket("localhost", unit.port())) {
            other.setSoTimeout(10_000);

            assertThatThrownBy(other::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void refusesAnExpiredToken() {
        try (EventHubProducerClient producer = builder()
                .credential("localhost", "hub1", tokenFor(Duration.ofMinutes(-1)))
                .customEndpointAddress(unit.endpoint().toString())
                .buildProducerClient()) {
            assertThatThrownBy(() -> producer.send(List.of(new EventData("x"))))
                    .hasStackTraceContaining("ExpiredToken");
        }
    }

    private void assertSendsAndReceives(EventHubClientBuilder builder) {
        try (EventHubProducerClient producer = builder.buildProducerClient();
                EventHubConsumerClient consumer = builder.buildConsumerClient()) {
            assertThat(producer.getEventHubProperties().getPartitionIds().stream())
                    .containsExactly("0");
            String large = "x".repeat(300_000);
            producer.send(List.of(new EventData(large), new EventData("small")));

            assertThat(consumer.receiveFromPartition("0", 2, EventPosition.earliest(), Clients.LONG).stream()
                            .map(event -> event.getData().getBodyAsString()))
                    .containsExactly(large, "small");
        }
    }

    private static EventHubClientBuilder builder() {
        return new EventHubClientBuilder()
                .consumerGroup("$Default")
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Clients.LONG));
    }

    private TokenCredential tokenFor(Duration time) {
        return request -> {
            scopes.addAll(request.getScopes());
            return Mono.just(
                    new AccessToken("any", OffsetDateTime.now(ZoneOffset.UTC).plus(time)));
        };
    }
}
