package io.twinlifecycle.samples.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.EventHubTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import io.twinlifecycle.retirement.EventResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handles the lifecycle events of IoT Hub.
 *
 * <ol>
 *   <li>The host writes its checkpoint when this returns, and also when it throws and the retry policy has come to its end. So the policy
 *       has no end, and this throws only if an event is neither handled nor parked as a dead letter.
 *   <li>Then the host calls again with the whole batch, and the partition waits. Events that were handled are handled again, which changes
 *       nothing.
 * </ol>
 */
public final class DeleteDeviceInTwinFunc {

    static final String EVENT_HUB = "lifecycleevents";
    static final String CONNECTION = "EVENTHUB_CONNECTIONSTRING";
    static final String CONSUMER_GROUP = "twin-lifecycle";

    private final App app;

    /** What the host calls, for each batch anew. */
    public DeleteDeviceInTwinFunc() {
        this(App.shared());
    }

    DeleteDeviceInTwinFunc(App app) {
        this.app = app;
    }

    /**
     * Handles a batch. The properties are arrays, since the host's worker converts to no other collection of maps.
     *
     * @throws IllegalStateException if the batch must be delivered again
     */
    @FunctionName("DeleteDeviceInTwinFunc")
    @ExponentialBackoffRetry(maxRetryCount = -1, minimumInterval = "00:00:05", maximumInterval = "00:05:00")
    public void run(
            @EventHubTrigger(
                            name = "events",
                            eventHubName = EVENT_HUB,
                            connection = CONNECTION,
                            consumerGroup = CONSUMER_GROUP,
                            cardinality = Cardinality.MANY,
                            dataType = "binary")
                    byte @Nullable [] @Nullable [] events,
            @BindingName("PropertiesArray") @Nullable Map<String, Object> @Nullable [] properties,
            @BindingName("SystemPropertiesArray") @Nullable Map<String, Object> @Nullable [] systemProperties,
            @BindingName("PartitionContext") @Nullable Map<String, Object> partition,
            ExecutionContext context) {
        List<EventResult> results =
                app.events().processAll(HostBatch.events(events, properties, systemProperties, partition));
        long parked =
                results.stream().filter(EventResult.Parked.class::isInstance).count();
        List<EventResult.Failed> failed = results.stream()
                .filter(EventResult.Failed.class::isInstance)
                .map(EventResult.Failed.class::cast)
                .toList();
        String summary =
                results.size() + " events: " + parked + " parked, " + failed.size() + " neither handled nor parked";
        context.getLogger().info(summary);
        if (!failed.isEmpty()) {
            throw new IllegalStateException(
                    summary + "; the batch must be delivered again",
                    failed.get(0).failure());
        }
    }
}
