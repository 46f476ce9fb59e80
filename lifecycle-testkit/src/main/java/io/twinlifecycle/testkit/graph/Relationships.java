package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Page;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The relationships of a graph. Safe for use by many threads. */
public final class Relationships {

    private final GraphState state;
    private final RelationshipRules rules;

    Relationships(GraphState state) {
        this.state = state;
        rules = new RelationshipRules(state);
    }

    /**
     * Creates a relationship or replaces all of it.
     *
     * @param body the relationship as a client sends it: {@code $relationshipName}, {@code $targetId} and properties
     * @param onlyIfAbsent {@code If-None-Match: *}: refuse if there is one
     */
    public GraphRelationship put(TwinId source, String id, Map<String, Object> body, boolean onlyIfAbsent) {
        requireId(id);
        RelationshipBody read = RelationshipBody.read(body);
        synchronized (state) {
            GraphTwin start = state.requireTwin(source);
            Optional<GraphRelationship> old = find(source, id);
            if (onlyIfAbsent && old.isPresent()) {
                throw TwinGraphException.exists("relationship", id);
            }
            if (!state.twins.containsKey(read.target())) {
                throw new TwinGraphException(
                        ErrorCode.TARGET_DIGITAL_TWIN_NOT_FOUND,
                        "The target digital twin is invalid or does not exist. Please validate that the target twin is"
                                + " valid and ensure that the target twin is not deleted.");
            }
            if (source.equals(read.target())) {
                throw new TwinGraphException(
                        ErrorCode.OPERATION_NOT_ALLOWED, "A relationship cannot connect a digital twin to itself.");
            }
            rules.require(start, read.name(), read.target(), read.properties());
            old.ifPresent(this::remove);
            GraphRelationship relationship = add(new GraphRelationship(
                    source, id, state.etags.next(), read.name(), read.target(), read.properties()));
            if (old.isEmpty()) {
                state.events.relationshipCreated(relationship);
            } else {
                state.events.relationshipUpdated(
                        relationship, Difference.between(old.get().properties(), relationship.properties()));
            }
            return relationship;
        }
    }

    /** The relationship of this id, or {@link ErrorCode#RELATIONSHIP_NOT_FOUND}, or that its source is missing. */
    public GraphRelationship get(TwinId source, String id) {
        synchronized (state) {
            state.requireTwin(source);
            return find(source, id).orElseThrow(() -> TwinGraphException.relationshipNotFound(source, id));
        }
    }

    /** The relationship of this id, if there is one. */
    public Optional<GraphRelationship> find(TwinId source, String id) {
        synchronized (state) {
            NavigableMap<String, GraphRelationship> siblings = state.outgoing.get(source);
            return Optional.ofNullable(siblings == null ? null : siblings.get(id));
        }
    }

    /** All relationships at this moment. */
    public List<GraphRelationship> all() {
        synchronized (state) {
            return state.relationships();
        }
    }

    /** Changes a relationship's properties, all operations or none. An empty patch gives it a new ETag. */
    public GraphRelationship patch(TwinId source, String id, List<PatchOperation> operations, IfMatch condition) {
        synchronized (state) {
            GraphRelationship old = get(source, id);
            condition.require(old.etag());
            JsonTree properties = new JsonTree(old.properties());
            for (PatchOperation operation : operations) {
                if (operation.path().stream().anyMatch(name -> name.startsWith("$"))) {
                    throw TwinGraphException.invalidPatch(operation.pointer() + " cannot be changed.");
                }
                properties.apply(operation);
            }
            rules.require(state.requireTwin(source), old.name(), old.target(), properties.json());
            remove(old);
            GraphRelationship relationship = add(
                    new GraphRelationship(source, id, state.etags.next(), old.name(), old.target(), properties.json()));
            state.events.relationshipUpdated(relationship, Difference.of(operations));
            return relationship;
        }
    }

    /** Deletes a relationship. */
    public void delete(TwinId source, String id, IfMatch condition) {
        synchronized (state) {
            GraphRelationship old = get(source, id);
            condition.require(old.etag());
            remove(old);
            state.events.relationshipDeleted(old);
        }
    }

    /**
     * A page of the relationships that start at a twin, ordered by id.
     *
     * @param name only those of this name, if given
     * @param after the token of the page before
     */
    public Page<GraphRelationship> outgoing(TwinId source, Optional<String> name, Optional<String> after) {
        synchronized (state) {
            state.requireTwin(source);
            return RelationshipPages.outgoing(state.outgoing.getOrDefault(source, new TreeMap<>()), name, after);
        }
    }

    /**
     * A page of the relationships that end at a twin, ordered by id.
     *
     * @param after the token of the page before
     */
    public Page<GraphRelationship> incoming(TwinId target, Optional<String> after) {
        synchronized (state) {
            state.requireTwin(target);
            return RelationshipPages.incoming(state.incoming.getOrDefault(target, new TreeMap<>()), after);
        }
    }

    private GraphRelationship add(GraphRelationship relationship) {
        state.outgoing
                .computeIfAbsent(relationship.source(), source -> new TreeMap<>())
                .put(relationship.id(), relationship);
        state.incoming
                .computeIfAbsent(relationship.target(), target -> new TreeMap<>())
                .put(incomingKey(relationship), relationship);
        state.queryLag.added(relationship);
        return relationship;
    }

    private void remove(GraphRelationship relationship) {
        state.queryLag.removed(relationship);
        state.outgoing.computeIfPresent(relationship.source(), (source, siblings) -> {
            siblings.remove(relationship.id());
            return siblings.isEmpty() ? null : siblings;
        });
        state.incoming.computeIfPresent(relationship.target(), (target, siblings) -> {
            siblings.remove(incomingKey(relationship));
            return siblings.isEmpty() ? null : siblings;
        });
    }

    private static IncomingKey incomingKey(GraphRelationship relationship) {
        return new IncomingKey(relationship.id(), relationship.source().value());
    }

    private static void requireId(String id) {
        if (!TwinId.isValid(id)) {
            throw TwinGraphException.invalidArgument("The relationship id is invalid.");
        }
    }
}
