package io.twinlifecycle.twins;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.retirement.DeviceRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What provisioning and retiring have to agree on. Both sides of one fleet use the same settings.
 *
 * <p>Immutable and safe for use by many threads. {@link #defaults()} suits most; {@link #toBuilder()} changes one thing at a time.
 *
 * @param twinIds names the twin of a device
 * @param creationEventsRouted whether IoT Hub routes {@code createDeviceIdentity} events here too. Then a known device costs one call and
 *     no write; have a {@code registry}, or events in order, too: without either, a device that is deleted and registers again before its
 *     deletion event is handled loses its twin until it registers once more. When it does not, which is the default because the article routes deletions only, every registration refreshes its fact,
 *     and one window remains: a device that an operator deletes between the webhook's answer and the write of DPS
 * @param eventsInOrder whether the events of one hub are known to arrive in order; then a creation event may create a missing twin without
 *     asking a registry
 * @param existingTwins what to do when a device's own twin has another model
 * @param template initial values of new twins
 * @param modelOfCreatedDevices the model of twins made by a creation event whose body names none
 * @param mode what retiring means
 * @param veto a last word before a twin is retired
 * @param registry says whether a hub has a device now; asked before a creation event makes a twin, and before a twin is retired
 * @param clockSkew how far the service's clock may be ahead of or behind a hub's. A deletion event that is later than an unconfirmed
 *     assignment by less than this keeps the twin
 * @param maxRounds how many rounds there may be when others change the twin meanwhile, or the store lags; at least 2
 * @param time where time comes from
 */
public record LifecycleSettings(
        TwinIdMapping twinIds,
        boolean creationEventsRouted,
        boolean eventsInOrder,
        ExistingTwinPolicy existingTwins,
        TwinTemplate template,
        Optional<ModelId> modelOfCreatedDevices,
        RetirementMode mode,
        RetirementVeto veto,
        Optional<DeviceRegistry> registry,
        Duration clockSkew,
        int maxRounds,
        TimeSource time) {

    /** Checks. */
    public LifecycleSettings {
        Objects.requireNonNull(twinIds, "twinIds");
        Objects.requireNonNull(existingTwins, "existingTwins");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(modelOfCreatedDevices, "modelOfCreatedDevices");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(veto, "veto");
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(time, "time");
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clockSkew must not be negative, but was " + clockSkew);
        }
        if (maxRounds < 2) { // a twin that exists, or has relationships, is found to be so by the first round
            throw new IllegalArgumentException("maxRounds must be at least 2, but was " + maxRounds);
        }
    }

    /** The settings that suit most. */
    public static LifecycleSettings defaults() {
        return new Builder().build();
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these settings. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds settings; not safe for use by many threads. */
    public static final class Builder {
        private TwinIdMapping twinIds = TwinIdMapping.lowerCase();
        private boolean creationEventsRouted;
        private boolean eventsInOrder;
        private ExistingTwinPolicy existingTwins = ExistingTwinPolicy.KEEP;
        private TwinTemplate template = TwinTemplate.none();
        private Optional<ModelId> modelOfCreatedDevices = Optional.empty();
        private RetirementMode mode = RetirementMode.DELETE;
        private RetirementVeto veto = RetirementVeto.none();
        private Optional<DeviceRegistry> registry = Optional.empty();
        private Duration clockSkew = Duration.ofSeconds(2);
        private int maxRounds = 8;
        private TimeSource time = TimeSource.system();

        private Builder() {}

        private Builder(LifecycleSettings from) {
            twinIds = from.twinIds;
            creationEventsRouted = from.creationEventsRouted;
            eventsInOrder = from.eventsInOrder;
            existingTwins = from.existingTwins;
            template = from.template;
            modelOfCreatedDevices = from.modelOfCreatedDevices;
            mode = from.mode;
            veto = from.veto;
            registry = from.registry;
            clockSkew = from.clockSkew;
            maxRounds = from.maxRounds;
            time = from.time;
        }

        /** Names the twin of a device; {@link TwinIdMapping#lowerCase()} by default. */
        public Builder twinIds(TwinIdMapping mapping) {
            twinIds = mapping;
            return this;
        }

        /** Whether creation events are routed here; false by default. */
        public Builder creationEventsRouted(boolean routed) {
            creationEventsRouted = routed;
            return this;
        }

        /** Whether the events of one hub arrive in order; false by default. */
        public Builder eventsInOrder(boolean inOrder) {
            eventsInOrder = inOrder;
            return this;
        }

        /** What to do when a device's own twin has another model; {@link ExistingTwinPolicy#KEEP} by default. */
        public Builder existingTwins(ExistingTwinPolicy policy) {
            existingTwins = policy;
            return this;
        }

        /** Initial values of new twins; none by default. */
        public Builder template(TwinTemplate initialValues) {
            template = initialValues;
            return this;
        }

        /** The model of twins made by a creation event whose body names none; none by default, so no twin is made then. */
        public Builder modelOfCreatedDevices(ModelId model) {
            modelOfCreatedDevices = Optional.of(model);
            return this;
        }

        /** What retiring means; {@link RetirementMode#DELETE} by default. */
        public Builder mode(RetirementMode retirementMode) {
            mode = retirementMode;
            return this;
        }

        /** A last word before a twin is retired; none by default. */
        public Builder veto(RetirementVeto lastWord) {
            veto = lastWord;
            return this;
        }

        /** Says whether a hub has a device now; none by default. */
        public Builder registry(DeviceRegistry deviceRegistry) {
            registry = Optional.of(deviceRegistry);
            return this;
        }

        /** How far clocks may differ; 2 seconds by default. */
        public Builder clockSkew(Duration skew) {
            clockSkew = skew;
            return this;
        }

        /** How many rounds there may be, at least 2; 8 by default. */
        public Builder maxRounds(int rounds) {
            maxRounds = rounds;
            return this;
        }

        /** Where time comes from; the machine's clocks by default. */
        public Builder time(TimeSource source) {
            time = source;
            return this;
        }

        /** The settings. */
        public LifecycleSettings build() {
            return new LifecycleSettings(
                    twinIds,
                    creationEventsRouted,
                    eventsInOrder,
                    existingTwins,
                    template,
                    modelOfCreatedDevices,
                    mode,
                    veto,
                    registry,
                    clockSkew,
                    maxRounds,
                    time);
        }
    }
}
