package io.twinlifecycle.samples.service;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import io.twinlifecycle.adt.AdtRetirementHandler;
import io.twinlifecycle.adt.AdtTwinStore;
import io.twinlifecycle.eventhubs.EventHubsDeadLetterSink;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import io.twinlifecycle.metrics.LifecycleMetrics;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** From the event hub to the twins. {@link RetirementRunner} starts and stops it. */
@Configuration(proxyBeanMethods = false)
class Retirement {

    /** They do the work of a batch beside the partition's own thread. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService retirementThreads(ServiceSettings settings) {
        return Executors.newFixedThreadPool(settings.events().concurrency());
    }

    @Bean
    EventHubProducerClient deadLetterClient(ServiceSettings settings, ObjectProvider<TokenCredential> credential) {
        return EventHubAddress.deadLetters(settings, credential::getObject).buildProducerClient();
    }

    @Bean
    @Lazy // for a replay only
    EventHubConsumerClient deadLetterReader(ServiceSettings settings, ObjectProvider<TokenCredential> credential) {
        return EventHubAddress.deadLetters(settings, credential::getObject)
                .consumerGroup(EventHubClientBuilder.DEFAULT_CONSUMER_GROUP_NAME)
                .buildConsumerClient();
    }

    @Bean
    LifecycleEventProcessor lifecycleEvents(
            AdtTwinStore store,
            LifecycleSettings twins,
            LifecycleMetrics metrics,
            EventHubProducerClient deadLetters,
            @Qualifier("retirementThreads") ExecutorService threads,
            ServiceSettings settings) {
        return LifecycleEventProcessor.builder(AdtRetirementHandler.over(store, twins))
                .deadLetterSink(new EventHubsDeadLetterSink(deadLetters))
                .listener(metrics)
                .timeBudget(settings.events().timeBudget())
                .concurrency(threads, settings.events().concurrency())
                .build();
    }

    @Bean(destroyMethod = "") // the runner closes it, in its turn
    EventHubsLifecycleProcessor eventHubsProcessor(
            LifecycleEventProcessor events,
            CheckpointStore checkpoints,
            LifecycleMetrics metrics,
            ServiceSettings settings,
            ObjectProvider<TokenCredential> credential) {
        ServiceSettings.Events from = settings.events();
        EventHubsLifecycleProcessor.Builder builder = EventHubsLifecycleProcessor.builder(events, checkpoints)
                .consumerGroup(from.consumerGroup())
                .batches(from.batchSize(), from.maxWait())
                .watch((id, now) ->
                        metrics.partition(id, now.owned(), now.lag(), now.lastCheckpoint(), now.failedCheckpoints()))
                .customize(client -> client.loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                        .loadBalancingUpdateInterval(from.loadBalancing())
                        .partitionOwnershipExpirationInterval(from.ownershipExpiry()));
        return EventHubAddress.events(builder, settings, credential::getObject);
    }
}
