package io.twinlifecycle.testkit;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.life.LifeInterface;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.mutants.SpoiltStores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The right factory and handler over a store that undoes one thing that they do right. */
final class LifecycleStoreMutants {

    /** The twin remembers one hub and one time instead of a fact for each hub. */
    static final Mutation ONE_STAMP = over(SpoiltStores::oneStamp);

    static final Mutation PATCH_WITHOUT_ETAG = over(SpoiltStores::patchWithoutETag);

    static final Mutation DELETE_WITHOUT_ETAG = over(SpoiltStores::deleteWithoutETag);

    static final Mutation CHANGED_MEANS_GIVE_UP = over(right -> new ForwardingTwinStore(right) {
        @Override
        public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
            DeleteOutcome outcome = super.delete(id, etag, deadline);
            if (outcome == DeleteOutcome.CHANGED) {
                throw new IllegalStateException("412");
            }
            return outcome;
        }
    });

    static final Mutation CREATE_OR_REPLACE = over(right -> new ForwardingTwinStore(right) {
        @Override
        public CreateOutcome create(NewTwin twin, Deadline deadline) {
            if (right.peek(twin.id()).isEmpty()) {
                return super.create(twin, deadline);
            }
            Map<String, Object> body = new LinkedHashMap<>(twin.contents());
            body.put("$metadata", Map.of("$model", twin.model().value()));
            right.graph().twins().put(twin.id(), body, false);
            return CreateOutcome.CREATED;
        }
    });

    static final Mutation RELATIONSHIPS_ARE_NOT_PUT_BACK = over(SpoiltStores::nothingPutBack);

    static final Mutation RELATIONSHIPS_COME_BACK_BARE = over(right -> new ForwardingTwinStore(right) {
        @Override
        public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
            return super.createRelationship(
                    new Relationship(relationship.ref(), relationship.name(), relationship.target(), Map.of()),
                    deadline);
        }
    });

    static final Mutation RELATIONSHIPS_ARE_LISTED_ONCE = over(SpoiltStores::listsOnce);

    static final Mutation INCOMING_RELATIONSHIPS_ARE_FORGOTTEN = over(SpoiltStores::incomingForgotten);

    static final Mutation FIRST_PAGE_ONLY = over(right -> new ForwardingTwinStore(right) {
        private final Set<TwinId> listed = ConcurrentHashMap.newKeySet();

        @Override
        public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
            return listed.add(id) ? Page.only(super.outgoing(id, page, deadline).items()) : Page.only(List.of());
        }
    });

    static final Mutation MISSING_RELATIONSHIP_IS_A_FAULT = over(right -> new ForwardingTwinStore(right) {
        @Override
        public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
            int before = super.incoming(id, Optional.empty(), deadline).items().size();
            DeleteOutcome outcome = super.delete(id, etag, deadline);
            if (before > 0 && outcome == DeleteOutcome.DONE) {
                throw new IllegalStateException("404: a relationship that was listed is gone");
            }
            return outcome;
        }
    });

    static final Mutation OWNER_IS_NOT_CHECKED = over(right -> new ForwardingTwinStore(right) {
        @Override
        public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
            return super.find(id, deadline).map(twin -> without(LifeInterface.DEVICE_ID, twin));
        }
    });

    static final Mutation UNREADABLE_MAP_COUNTS_AS_NONE = over(right -> new ForwardingTwinStore(right) {
        @Override
        public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
            return super.find(id, deadline)
                    .map(twin -> "scribble".equals(twin.contents().get(LifeInterface.LIFE_MAP))
                            ? without(LifeInterface.LIFE_MAP, twin)
                            : twin);
        }
    });

    static final Mutation LIFE_IS_NOT_REMEMBERED = over(right -> new ForwardingTwinStore(right) {
        @Override
        public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
            return super.find(id, deadline).map(twin -> without(LifeInterface.LIFE_MAP, twin));
        }
    });

    private LifecycleStoreMutants() {}

    private static Mutation over(Function<InMemoryTwinStore, TwinStore> mutate) {
        return new Mutation() {
            @Override
            public TwinStore store(InMemoryTwinStore right) {
                return mutate.apply(right);
            }
        };
    }

    private static StoredTwin without(String property, StoredTwin twin) {
        Map<String, Object> contents = new LinkedHashMap<>(twin.contents());
        contents.remove(property);
        return new StoredTwin(twin.id(), twin.model(), twin.etag(), contents);
    }
}
