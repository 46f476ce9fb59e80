package io.twinlifecycle.testkit.mutants;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The library's algorithms with one thing undone, from the outside: by the store, the registry, the event or the handler that they get. */
@SuppressWarnings("ImmutableEnumChecker") // the function is one of a stateless class
public enum Mutant {
    /** Nothing is undone. */
    NONE(),
    /** A twin remembers the last hub and the last time, instead of a fact for each hub. */
    MAP_REPLACED_BY_ONE_STAMP(SpoiltStores::oneStamp),
    /** Changes are made whatever version they name. */
    ETAG_DROPPED_FROM_PATCH(SpoiltStores::patchWithoutETag),
    /** Deletions are made whatever version they name. */
    ETAG_DROPPED_FROM_DELETE(SpoiltStores::deleteWithoutETag),
    /** A change that met another version is taken for made. */
    CONFLICT_TAKEN_FOR_SUCCESS(SpoiltStores::conflictIsSuccess),
    /** A deletion that met another version is taken for made. */
    CONFLICT_TAKEN_FOR_GONE(SpoiltStores::conflictIsGone),
    /** Relationships are listed once, and what is added meanwhile keeps the twin. */
    RELIST_REMOVED(SpoiltStores::listsOnce),
    /** Relationships that end at the twin are not looked for. */
    INCOMING_RELATIONSHIPS_FORGOTTEN(SpoiltStores::incomingForgotten),
    /** A device that comes back during its retirement does not get its relationships back. */
    EDGES_NOT_PUT_BACK(SpoiltStores::nothingPutBack),
    /** A registration does not overwrite a twin that is there: this one does. */
    CREATE_OR_REPLACE(SpoiltStores::createOrReplace),
    /** Registrations leave no fact in a twin that is there. */
    REGISTRATION_FACT_NOT_WRITTEN() {
        @Override
        public TwinFactory factory(TwinStore store, LifecycleSettings settings) {
            return new TwinProvisioner(SpoiltStores.factNotWritten(store), settings);
        }
    },
    /** Events leave no fact in a twin that is there. */
    EVENT_FACT_NOT_WRITTEN() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            return new TwinRetirer(SpoiltStores.factNotWritten(store), settings);
        }
    },
    /** That a device is there is taken for granted. */
    REGISTRY_NOT_ASKED_ON_CREATION() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            RetirementHandler right = super.handler(store, settings);
            RetirementHandler credulous = super.handler(
                    store,
                    settings.toBuilder()
                            .registry((hub, device, deadline) -> true)
                            .build());
            return (event, deadline) ->
                    (event.kind() == LifecycleEvent.Kind.CREATED ? credulous : right).handle(event, deadline);
        }
    },
    /** That a device is gone is taken for granted. */
    REGISTRY_NOT_ASKED_ON_DELETION() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            RetirementHandler right = super.handler(store, settings);
            RetirementHandler credulous = super.handler(
                    store,
                    settings.toBuilder()
                            .registry((hub, device, deadline) -> false)
                            .build());
            return (event, deadline) ->
                    (event.kind() == LifecycleEvent.Kind.DELETED ? credulous : right).handle(event, deadline);
        }
    },
    /** Creation events are routed, and not looked at. */
    CREATION_EVENTS_IGNORED() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            RetirementHandler right = super.handler(store, settings);
            return (event, deadline) -> event.kind() == LifecycleEvent.Kind.CREATED
                    ? RetirementOutcome.ignored("a mutant")
                    : right.handle(event, deadline);
        }
    },
    /** An event of a module is taken for its device's. */
    MODULE_CHECK_REMOVED() {
        @Override
        public EventEnvelope event(EventEnvelope event) {
            Map<String, Object> properties = new LinkedHashMap<>(event.properties());
            Map<String, Object> system = new LinkedHashMap<>(event.systemProperties());
            if (properties.remove("moduleId") == null) {
                return event;
            }
            system.remove("iothub-connection-module-id");
            return new EventEnvelope(properties, system, new byte[0], event.source());
        }
    },
    /** A failing call counts as done. */
    FAILURE_TAKEN_FOR_DONE() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            RetirementHandler right = super.handler(store, settings);
            return (event, deadline) -> {
                try {
                    return right.handle(event, deadline);
                } catch (LifecycleException e) {
                    return RetirementOutcome.ignored("a mutant");
                }
            };
        }
    },
    /** What an attempt that failed had removed is forgotten by the next one. */
    REMOVED_FORGOTTEN_BETWEEN_ATTEMPTS() {
        @Override
        public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
            return (event, deadline) -> super.handler(store, settings).handle(event, deadline);
        }
    };

    private final UnaryOperator<TwinStore> spoil;

    Mutant() {
        this(right -> right);
    }

    Mutant(UnaryOperator<TwinStore> spoil) {
        this.spoil = spoil;
    }

    /** The factory over a right store. */
    public TwinFactory factory(TwinStore store, LifecycleSettings settings) {
        return new TwinProvisioner(spoil.apply(store), settings);
    }

    /** The handler over a right store. */
    public RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
        return new TwinRetirer(spoil.apply(store), settings);
    }

    /** What the parser gets to see of an event. */
    public EventEnvelope event(EventEnvelope event) {
        return event;
    }
}
