package io.twinlifecycle.testkit.mutants;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.life.LifeInterface;
import io.twinlifecycle.life.LifeMap;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stores that undo one thing which the algorithms over them do right. */
public final class SpoiltStores {

    private SpoiltStores() {}

    /** The twin remembers one hub and one time instead of a fact for each hub. */
    public static TwinStore oneStamp(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
                List<TwinPatch.Change> changes = patch.changes().stream()
                        .map(change -> change.path().contains(LifeInterface.LIFE_MAP)
                                ? new TwinPatch.Change(change.path(), latest(String.valueOf(change.value())))
                                : change)
                        .toList();
                return right.patch(id, etag, new TwinPatch(changes, patch.model()), deadline);
            }

            private String latest(String map) {
                return LifeMap.parse(map).facts().entrySet().stream()
                        .max(Map.Entry.comparingByValue((a, b) -> a.time().compareTo(b.time())))
                        .map(entry -> LifeMap.empty()
                                .with(entry.getKey(), entry.getValue())
                                .toString())
                        .orElse("");
            }
        };
    }

    /** Whatever version a change names, it is made of the present one. */
    public static TwinStore patchWithoutETag(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
                WriteOutcome outcome = right.patch(id, etag, patch, deadline);
                while (outcome == WriteOutcome.CHANGED) {
                    ETag now = right.find(id, deadline).map(StoredTwin::etag).orElse(etag);
                    outcome = right.patch(id, now, patch, deadline);
                }
                return outcome;
            }
        };
    }

    /** Whatever version a deletion names, the present one goes. */
    public static TwinStore deleteWithoutETag(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
                DeleteOutcome outcome = right.delete(id, etag, deadline);
                while (outcome == DeleteOutcome.CHANGED) {
                    ETag now = right.find(id, deadline).map(StoredTwin::etag).orElse(etag);
                    outcome = right.delete(id, now, deadline);
                }
                return outcome;
            }
        };
    }

    /** A change that found another version is taken for made. */
    public static TwinStore conflictIsSuccess(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
                right.patch(id, etag, patch, deadline);
                return WriteOutcome.DONE;
            }
        };
    }

    /** A deletion that found another version is taken for made. */
    public static TwinStore conflictIsGone(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
                DeleteOutcome outcome = right.delete(id, etag, deadline);
                return outcome == DeleteOutcome.CHANGED ? DeleteOutcome.GONE : outcome;
            }
        };
    }

    /** What the twin is to remember is not written. */
    public static TwinStore factNotWritten(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
                return WriteOutcome.DONE;
            }
        };
    }

    /** A twin that is there gets the contents of the new one. */
    public static TwinStore createOrReplace(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public CreateOutcome create(NewTwin twin, Deadline deadline) {
                while (right.create(twin, deadline) == CreateOutcome.EXISTS) {
                    Optional<StoredTwin> old = right.find(twin.id(), deadline);
                    if (old.isPresent()
                            && right.patch(twin.id(), old.get().etag(), replacement(old.get(), twin), deadline)
                                    == WriteOutcome.DONE) {
                        break;
                    }
                }
                return CreateOutcome.CREATED;
            }
        };
    }

    private static TwinPatch replacement(StoredTwin old, NewTwin twin) {
        Map<String, Object> contents = new LinkedHashMap<>(twin.contents());
        contents.values().removeIf(Map.class::isInstance); // components, which all have already
        TwinPatch patch = TwinPatch.empty().withModel(twin.model());
        for (Map.Entry<String, Object> property : old.contents().entrySet()) {
            if (!contents.containsKey(property.getKey()) && !(property.getValue() instanceof Map)) {
                patch = patch.remove(List.of(property.getKey()));
            }
        }
        for (Map.Entry<String, Object> property : contents.entrySet()) {
            patch = patch.set(List.of(property.getKey()), property.getValue());
        }
        return patch;
    }

    /** Relationships to a twin are listed once in its life. */
    public static TwinStore listsOnce(TwinStore right) {
        Set<TwinId> listed = new HashSet<>();
        return new SpoiltStore(right) {
            @Override
            public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
                return page.isPresent() || listed.add(id) ? right.incoming(id, page, deadline) : Page.only(List.of());
            }

            @Override
            public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
                DeleteOutcome outcome = right.delete(id, etag, deadline);
                if (outcome == DeleteOutcome.DONE || outcome == DeleteOutcome.GONE) {
                    listed.remove(id);
                }
                return outcome;
            }
        };
    }

    /** Only those that start at a twin are listed. */
    public static TwinStore incomingForgotten(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
                return Page.only(List.of());
            }
        };
    }

    /** What was removed stays away. */
    public static TwinStore nothingPutBack(TwinStore right) {
        return new SpoiltStore(right) {
            @Override
            public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
                return CreateOutcome.CREATED;
            }
        };
    }
}
