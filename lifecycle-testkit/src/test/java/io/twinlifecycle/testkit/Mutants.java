package io.twinlifecycle.testkit;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.contract.TwinStoreContract;
import io.twinlifecycle.testkit.contract.TwinStoreFixture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Stores that get one thing wrong each, as contract suites for the engine to run. Surefire passes nested classes over. */
final class Mutants {

    private Mutants() {}

    abstract static class Mutant extends TwinStoreContract {
        @Override
        protected TwinStoreFixture newFixture(List<String> models) {
            InMemoryTwinStore right = new InMemoryTwinStore(new VirtualTime());
            right.addModels(models);
            return new GraphFixture(mutate(right), right);
        }

        abstract TwinStore mutate(InMemoryTwinStore right);
    }

    static final class DoesNothing extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new NoopTwinStore();
        }
    }

    static final class CreateReplaces extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public CreateOutcome create(NewTwin twin, Deadline deadline) {
                    if (right.peek(twin.id()).isEmpty()) {
                        return super.create(twin, deadline);
                    }
                    Map<String, Object> body = new LinkedHashMap<>(twin.contents());
                    body.put("$metadata", Map.of("$model", twin.model().value()));
                    right.graph().twins().put(twin.id(), body, false);
                    return CreateOutcome.EXISTS;
                }
            };
        }
    }

    static final class FoldsCase extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
                    Optional<StoredTwin> exact = super.find(id, deadline);
                    return exact.isPresent()
                            ? exact
                            : super.find(new TwinId(id.value().toUpperCase(Locale.ROOT)), deadline);
                }
            };
        }
    }

    static final class PatchIgnoresETag extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
                    WriteOutcome outcome;
                    do {
                        ETag current = right.peek(id).map(StoredTwin::etag).orElse(etag);
                        outcome = super.patch(id, current, patch, deadline);
                    } while (outcome == WriteOutcome.CHANGED);
                    return outcome;
                }
            };
        }
    }

    static final class PatchStopsHalfWay extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
                    try {
                        return super.patch(id, etag, patch, deadline);
                    } catch (LifecycleException e) {
                        patch.changes().stream()
                                .limit(1)
                                .forEach(first -> super.patch(
                                        id, etag, new TwinPatch(List.of(first), Optional.empty()), deadline));
                        throw e;
                    }
                }
            };
        }
    }

    static final class DeleteIgnoresETag extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
                    return super.delete(id, right.peek(id).map(StoredTwin::etag).orElse(etag), deadline);
                }
            };
        }
    }

    static final class DeleteTakesOutgoingAlong extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
                    super.outgoing(id, Optional.empty(), deadline)
                            .items()
                            .forEach(relationship -> super.deleteRelationship(relationship.ref(), deadline));
                    return super.delete(id, etag, deadline);
                }
            };
        }
    }

    static final class ListsOnePage extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
                    return Page.only(super.incoming(id, page, deadline).items());
                }
            };
        }
    }

    static final class RepeatsThePage extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
                    return super.outgoing(id, Optional.empty(), deadline);
                }
            };
        }
    }

    static final class RelationshipsReplace extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
                    boolean replaces = super.deleteRelationship(relationship.ref(), deadline);
                    CreateOutcome outcome = super.createRelationship(relationship, deadline);
                    return replaces ? CreateOutcome.EXISTS : outcome;
                }
            };
        }
    }

    static final class ForgetsTheDeadline extends Mutant {
        @Override
        TwinStore mutate(InMemoryTwinStore right) {
            return new ForwardingTwinStore(right) {
                @Override
                public boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
                    return super.deleteRelationship(ref, farDeadline());
                }
            };
        }
    }
}
