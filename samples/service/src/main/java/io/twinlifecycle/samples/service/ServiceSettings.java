package io.twinlifecycle.samples.service;

import io.twinlifecycle.provisioning.WhenTwinStoreFails;
import io.twinlifecycle.twins.ExistingTwinPolicy;
import io.twinlifecycle.twins.RetirementMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * All settings of the service.
 *
 * @param digitalTwins where the twins are
 * @param webhook how DPS is answered
 * @param twins how twins are made and retired; the same for both sides
 * @param events where lifecycle events come from
 * @param checkpoints where it is kept how far events are handled
 * @param deadLetters where events go that cannot be handled
 */
@Validated
@ConfigurationProperties("twin-lifecycle")
public record ServiceSettings(
        @Valid @DefaultValue DigitalTwins digitalTwins,
        @Valid @DefaultValue Webhook webhook,
        @Valid @DefaultValue Twins twins,
        @Valid @DefaultValue Events events,
        @Valid @DefaultValue Checkpoints checkpoints,
        @Valid @DefaultValue DeadLetters deadLetters) {

    /**
     * Where the twins are.
     *
     * @param url URL of the Azure Digital Twins instance, such as https://contoso.api.weu.digitaltwins.azure.net.
     * @param connections How many calls there may be at a time.
     */
    public record DigitalTwins(
            @NotBlank @DefaultValue("") String url,
            @Positive @DefaultValue("64") int connections) {}

    /**
     * How DPS is answered.
     *
     * @param keys Keys with which the webhook may be called, of 20 characters at least; two while one replaces the other.
     * @param budget Time within which DPS is answered, whatever Azure Digital Twins does.
     * @param whenTwinStoreFails What to do with a registration when Azure Digital Twins cannot serve it in time.
     * @param allowedModels Models (DTMIs or prefixes of DTMIs) that devices may ask for, by enrollment; without any, all may ask for all.
     * @param drainingHubs Names of IoT hubs that devices move away from when they register next.
     */
    public record Webhook(
            @NotEmpty @DefaultValue List<Secret> keys,
            @DurationMin(millis = 1) @DefaultValue("4s") Duration budget,
            @DefaultValue("ask-again") WhenTwinStoreFails whenTwinStoreFails,
            @DefaultValue Map<String, List<String>> allowedModels,
            @DefaultValue List<String> drainingHubs) {}

    /**
     * How twins are made and retired.
     *
     * @param creationEventsRouted Whether IoT Hub routes creation events too.
     * @param existingTwins What to do when a device registers with another model than its twin has.
     * @param retirement What retiring a twin means.
     * @param clockSkew How far clocks may differ.
     */
    public record Twins(
            @DefaultValue("false") boolean creationEventsRouted,
            @DefaultValue("keep") ExistingTwinPolicy existingTwins,
            @DefaultValue("delete") RetirementMode retirement,
            @DurationMin(millis = 0) @DefaultValue("2s") Duration clockSkew) {}

    /**
     * Where lifecycle events come from.
     *
     * @param connectionString Connection string of the event hub or its namespace; or give a namespace.
     * @param namespace Host name of the namespace, such as contoso.servicebus.windows.net, to be entered with the service's identity.
     * @param eventHub Name of the event hub.
     * @param consumerGroup Consumer group, which nobody else may read with.
     * @param batchSize How many events are taken at a time.
     * @param maxWait How long to wait for so many.
     * @param concurrency How many devices of one batch are handled at a time.
     * @param timeBudget How long one event may take, all its attempts included.
     * @param loadBalancing How often instances share out the partitions anew.
     * @param ownershipExpiry After how long without a sign of life a partition goes to another instance; well above load-balancing.
     * @param shutdownTimeout How long the end of a batch and its checkpoint are waited for when the service stops.
     * @param maxLag With more events waiting than this the health is DOWN.
     */
    public record Events(
            @Nullable Secret connectionString,
            @Nullable String namespace,
            @NotBlank @DefaultValue("lifecycleevents") String eventHub,
            @NotBlank @DefaultValue("$Default") String consumerGroup,
            @Positive @DefaultValue("100") int batchSize,
            @DurationMin(millis = 1) @DefaultValue("1s") Duration maxWait,
            @Positive @DefaultValue("8") int concurrency,
            @DurationMin(millis = 1) @DefaultValue("30s") Duration timeBudget,
            @DurationMin(millis = 1) @DefaultValue("10s") Duration loadBalancing,
            @DurationMin(millis = 1) @DefaultValue("60s") Duration ownershipExpiry,
            @DurationMin(millis = 1) @DefaultValue("20s") Duration shutdownTimeout,
            @Min(0) @DefaultValue("1000") long maxLag) {}

    /**
     * Where it is kept how far events are handled.
     *
     * @param containerUrl URL of the blob container, such as https://contoso.blob.core.windows.net/checkpoints, to be entered with the
     *     service's identity.
     * @param connectionString Connection string of the storage account, in place of the URL.
     * @param containerName Name of the blob container, beside a connection string.
     */
    public record Checkpoints(
            @Nullable String containerUrl,
            @Nullable Secret connectionString,
            @DefaultValue("checkpoints") String containerName) {}

    /**
     * Where events go that cannot be handled.
     *
     * @param eventHub Name of the event hub for them, which nothing else writes to.
     * @param connectionString Its connection string, if it cannot be entered like the event hub of the events.
     */
    public record DeadLetters(
            @NotBlank @DefaultValue("lifecycle-dead-letters")
            String eventHub,

            @Nullable Secret connectionString) {}
}
