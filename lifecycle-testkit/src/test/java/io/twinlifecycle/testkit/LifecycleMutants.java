package io.twinlifecycle.testkit;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.retirement.DeviceRegistry;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.article.ArticlesAlgorithm;
import io.twinlifecycle.twins.ExistingTwinPolicy;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.RetirementMode;
import io.twinlifecycle.twins.RetirementVeto;
import io.twinlifecycle.twins.TwinIdMapping;
import io.twinlifecycle.twins.TwinTemplate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Factories and handlers that get one thing wrong each. Those over a wrong store are in {@link LifecycleStoreMutants}. */
final class LifecycleMutants {

    /** Says that all went well, and does nothing. */
    static final Mutation FACTORY_DOES_NOTHING = new Mutation() {
        @Override
        public TwinFactory factory(TwinStore store, LifecycleSettings settings) {
            return request -> new TwinResult.Ready(
                    new TwinId(request.deviceId().value()), request.model(), TwinResult.Change.FOUND);
        }
    };

    /** Ignores every event. */
    static final Mutation HANDLER_DOES_NOTHING = new Mutation() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            return (event, deadline) -> RetirementOutcome.ignored("nothing");
        }
    };

    /** To the letter: a property that the model does not have, and no component. */
    static final Mutation ARTICLE_TO_THE_LETTER = article(Map.of("Temperature", 0.0));

    /** As if the article had been written for our models. */
    static final Mutation ARTICLE = article(Map.of("targetTemperature", 0.0, "sensor", Map.of("$metadata", Map.of())));

    static final Mutation TWIN_IS_NAMED_AFTER_THE_REGISTRATION = new Mutation() {
        @Override
        public TwinFactory factory(TwinStore store, LifecycleSettings settings) {
            TwinFactory right = Mutation.super.factory(store, settings);
            return request -> right.findOrCreate(new TwinRequest(
                    request.registrationId(),
                    new DeviceId(request.registrationId().value()),
                    request.hub(),
                    request.model(),
                    request.time(),
                    request.firstRegistration(),
                    request.enrollmentId(),
                    request.payload(),
                    request.deadline()));
        }
    };

    static final Mutation EVENT_SPELLING_IS_FOLDED = events(event -> new LifecycleEvent(
            event.kind(),
            event.hub(),
            new DeviceId(event.deviceId().value().toLowerCase(Locale.ROOT)),
            event.time(),
            event.twinId(),
            event.model(),
            event.correlationId()));

    static final Mutation TAG_IS_NOT_READ = events(event -> new LifecycleEvent(
            event.kind(),
            event.hub(),
            event.deviceId(),
            event.time(),
            Optional.empty(),
            event.model(),
            event.correlationId()));

    static final Mutation MODEL_OF_THE_EVENT_IS_NOT_READ = events(event -> new LifecycleEvent(
            event.kind(),
            event.hub(),
            event.deviceId(),
            event.time(),
            event.twinId(),
            Optional.empty(),
            event.correlationId()));

    static final Mutation CREATION_EVENTS_ARE_IGNORED = new Mutation() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            RetirementHandler right = Mutation.super.handler(store, settings);
            return (event, deadline) -> event.kind() == LifecycleEvent.Kind.CREATED
                    ? RetirementOutcome.ignored("only deletions are routed")
                    : right.handle(event, deadline);
        }
    };

    static final Mutation REGISTRY_IS_NOT_ASKED = settings(settings -> new LifecycleSettings(
            settings.twinIds(),
            settings.creationEventsRouted(),
            settings.eventsInOrder(),
            settings.existingTwins(),
            settings.template(),
            settings.modelOfCreatedDevices(),
            settings.mode(),
            settings.veto(),
            Optional.empty(),
            settings.clockSkew(),
            settings.maxRounds(),
            settings.time()));

    /** The device may have come or gone since the registry was asked first. */
    static final Mutation REGISTRY_IS_ASKED_ONCE = new Mutation() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            return (event, deadline) -> Mutation.super
                    .handler(
                            store,
                            settings.registry()
                                    .map(registry -> askedOnce(settings, registry))
                                    .orElse(settings))
                    .handle(event, deadline);
        }
    };

    static final Mutation CLOCK_SKEW_IS_IGNORED =
            settings(settings -> settings.toBuilder().clockSkew(Duration.ZERO).build());

    static final Mutation VETO_IS_IGNORED = settings(
            settings -> settings.toBuilder().veto(RetirementVeto.none()).build());

    static final Mutation MODE_IS_IGNORED = settings(
            settings -> settings.toBuilder().mode(RetirementMode.DELETE).build());

    static final Mutation EVENTS_ARE_TAKEN_TO_BE_IN_ORDER =
            settings(settings -> settings.toBuilder().eventsInOrder(true).build());

    static final Mutation MODEL_POLICY_IS_IGNORED = settings(settings ->
            settings.toBuilder().existingTwins(ExistingTwinPolicy.KEEP).build());

    static final Mutation MODEL_IS_ALWAYS_UPDATED = settings(settings ->
            settings.toBuilder().existingTwins(ExistingTwinPolicy.UPDATE_MODEL).build());

    static final Mutation TEMPLATE_IS_IGNORED = settings(
            settings -> settings.toBuilder().template(TwinTemplate.none()).build());

    static final Mutation CASE_IS_NOT_FOLDED = settings(
            settings -> settings.toBuilder().twinIds(TwinIdMapping.exact()).build());

    static final Mutation CASE_IS_ALWAYS_FOLDED = settings(
            settings -> settings.toBuilder().twinIds(TwinIdMapping.lowerCase()).build());

    static final Mutation EVERY_REGISTRATION_WRITES = settings(
            settings -> settings.toBuilder().creationEventsRouted(false).build());

    static final Mutation REGISTRATIONS_OF_KNOWN_DEVICES_NEVER_WRITE =
            settings(settings -> settings.toBuilder().creationEventsRouted(true).build());

    static final Mutation DEADLINE_IS_IGNORED = new Mutation() {
        @Override
        public TwinFactory factory(TwinStore store, LifecycleSettings settings) {
            TwinFactory right = Mutation.super.factory(store, settings);
            return request -> right.findOrCreate(new TwinRequest(
                    request.registrationId(),
                    request.deviceId(),
                    request.hub(),
                    request.model(),
                    request.time(),
                    request.firstRegistration(),
                    request.enrollmentId(),
                    request.payload(),
                    far(settings)));
        }

        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            RetirementHandler right = Mutation.super.handler(store, settings);
            return (event, deadline) -> right.handle(event, far(settings));
        }

        private Deadline far(LifecycleSettings settings) {
            return Deadline.after(Duration.ofHours(1), settings.time());
        }
    };

    private LifecycleMutants() {}

    private static Mutation article(Map<String, Object> contents) {
        return new Mutation() {
            @Override
            public TwinStore store(InMemoryTwinStore right) {
                return new ForwardingTwinStore(right);
            }

            @Override
            public TwinFactory factory(TwinStore store, LifecycleSettings settings) {
                return ArticlesAlgorithm.over(((ForwardingTwinStore) store).right, store, contents);
            }

            @Override
            public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
                return ArticlesAlgorithm.over(((ForwardingTwinStore) store).right, store, contents);
            }
        };
    }

    private static Mutation settings(UnaryOperator<LifecycleSettings> change) {
        return new Mutation() {
            @Override
            public LifecycleSettings settings(LifecycleSettings settings) {
                return change.apply(settings);
            }
        };
    }

    private static Mutation events(UnaryOperator<LifecycleEvent> change) {
        return new Mutation() {
            @Override
            public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
                RetirementHandler right = Mutation.super.handler(store, settings);
                return (event, deadline) -> right.handle(change.apply(event), deadline);
            }
        };
    }

    private static LifecycleSettings askedOnce(LifecycleSettings settings, DeviceRegistry registry) {
        Map<DeviceId, Boolean> answers = new HashMap<>();
        return settings.toBuilder()
                .registry((hub, device, deadline) ->
                        answers.computeIfAbsent(device, unknown -> registry.isRegistered(hub, device, deadline)))
                .build();
    }
}
