package io.twinlifecycle.samples.reliability;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.adt.AdtRetirementHandler;
import io.twinlifecycle.adt.AdtTwinStore;
import io.twinlifecycle.eventhubs.EventHubsDeadLetterSink;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.twins.LifecycleSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One instance of a consumer, as it would run in production: it reads the event hub until it is killed. Its ownership runs out after
 * {@value #OWNERSHIP_SECONDS} s instead of the client's two minutes, so that a run with many kills comes to an end.
 */
final class Worker {

    static final int OWNERSHIP_SECONDS = 10;

    private static final int CONCURRENCY = 8;
    private static final int BATCH = 200;

    private Worker() {}

    /**
     * Runs.
     *
     * @param args the connection strings of the event hub, of the dead letters' and of the checkpoints' account; the endpoint of Azure
     *     Digital Twins; the journal
     */
    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16 * CONCURRENCY);
        EventHubProducerClient deadLetters =
                new EventHubClientBuilder().connectionString(args[1]).buildProducerClient();
        AdtTwinStore twins = new AdtTwinStore(
                Wiring.adt(args[3], Wiring.http(null, 4 * CONCURRENCY), Wiring.CREDENTIAL), TimeSource.system());
        LifecycleEventProcessor events = LifecycleEventProcessor.builder(
                        AdtRetirementHandler.over(twins, LifecycleSettings.defaults()))
                .deadLetterSink(new EventHubsDeadLetterSink(deadLetters))
                .listener(new Journal(Path.of(args[4])))
                .concurrency(threads, CONCURRENCY)
                .build();
        EventHubsLifecycleProcessor.builder(events, Azurite.checkpoints(args[2]))
                .connectionString(args[0])
                .batches(BATCH, Duration.ofMillis(500))
                .customize(client -> client.loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                        .loadBalancingUpdateInterval(Duration.ofSeconds(1))
                        .partitionOwnershipExpirationInterval(Duration.ofSeconds(OWNERSHIP_SECONDS)))
                .build()
                .start();
        new CountDownLatch(1).await();
    }
}
