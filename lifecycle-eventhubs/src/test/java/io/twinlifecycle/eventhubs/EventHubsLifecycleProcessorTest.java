package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class EventHubsLifecycleProcessorTest {

    private static final String NAMESPACE_STRING =
            "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=listen;SharedAccessKey=c2VjcmV0";
    private static final TokenCredential CREDENTIAL = request -> Mono.empty();

    @Test
    void connectsWithTheSettingOrAStringOrACredential() {
        assertThat(builder()
                        .fromEnvironment(Map.of("EVENTHUB_CONNECTIONSTRING", NAMESPACE_STRING))
                        .build())
                .isNotNull();
        assertThat(builder()
                        .connectionString(NAMESPACE_STRING + ";EntityPath=mine")
                        .build())
                .isNotNull();
        assertThat(builder()
                        .connectionString(NAMESPACE_STRING + ";EntityPath=mine")
                        .eventHubName("mine")
                        .build())
                .isNotNull();
        assertThat(builder()
                        .credential("contoso.servicebus.windows.net", CREDENTIAL)
                        .build())
                .isNotNull();
    }

    @Test
    void saysWhichSettingIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().fromEnvironment(Map.of()))
                .withMessageContaining("EVENTHUB_CONNECTIONSTRING");
    }

    @Test
    void neverShowsTheConnectionString() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().connectionString("Endpoint=sb://x;my-secret-key"))
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("my-secret-key"));
    }

    @Test
    void wantsExactlyOneWayToConnect() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .connectionString(NAMESPACE_STRING)
                        .credential("contoso.servicebus.windows.net", CREDENTIAL)
                        .build());
    }

    @Test
    void refusesNamesThatDoNotGoTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .connectionString(NAMESPACE_STRING + ";EntityPath=mine")
                        .eventHubName("yours")
                        .build())
                .withMessageContaining("\"mine\"")
                .withMessageContaining("\"yours\"");
    }

    @Test
    void refusesImpossibleBatches() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().batches(0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().batches(1, Duration.ZERO));
    }

    @Test
    void passesOptionsThrough() {
        assertThat(builder()
                        .connectionString(NAMESPACE_STRING)
                        .customize(client -> client.loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                                .loadBalancingUpdateInterval(Duration.ofSeconds(5)))
                        .build())
                .isNotNull();
    }

    @Test
    void isNotRunningBeforeTheStartAndCannotStartAfterAStop() {
        EventHubsLifecycleProcessor unit =
                builder().connectionString(NAMESPACE_STRING).build();
        assertThat(unit.health()).isEqualTo(new EventHubsHealth(false, Map.of(), Optional.empty()));

        assertThat(unit.stop(Duration.ofSeconds(1))).isTrue();
        unit.close();

        assertThatIllegalStateException().isThrownBy(unit::start);
        assertThat(unit.health().running()).isFalse();
    }

    private static EventHubsLifecycleProcessor.Builder builder() {
        LifecycleEventProcessor events = LifecycleEventProcessor.builder(
                        (event, deadline) -> RetirementOutcome.ignored("test"))
                .build();
        return EventHubsLifecycleProcessor.builder(events, new InMemoryCheckpointStore(new TestTime()));
    }
}
