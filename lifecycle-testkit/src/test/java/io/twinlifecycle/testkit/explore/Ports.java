package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.life.LifeInterface;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.model.ValueSchema;
import io.twinlifecycle.retirement.DeviceRegistry;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.explore.Suspended.Effect;
import io.twinlifecycle.testkit.explore.Suspended.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The ports of one run of an algorithm. Calls that were answered before are answered again from the record; the first one that was not
 * suspends the run. So an algorithm can be stopped before each of its calls, without a thread, and goes on where it was.
 */
final class Ports implements TwinStore, DeviceRegistry {

    static final ModelId MODEL = new ModelId("dtmi:com:example:Explored;1");
    static final String READS = "reads the twin";
    static final String DELETES_RELATIONSHIP = "deletes a relationship";

    private static final ValueSchema TEXT = new ValueSchema.Primitive("string");
    private static final ModelDescription DESCRIPTION = new ModelDescription(
            MODEL,
            Set.of(LifeInterface.ID),
            Map.of(
                    LifeInterface.DEVICE_ID, TEXT,
                    LifeInterface.REGISTRATION_ID, TEXT,
                    LifeInterface.HUB_HOST_NAME, TEXT,
                    LifeInterface.RETIRED_AT, TEXT,
                    LifeInterface.LIFE_MAP, TEXT,
                    Scenario.MEASURED, TEXT),
            Map.of(),
            Set.of());

    private final List<Object> answers;
    private final World.Rules rules;
    private int next;

    /** Ports that give these answers first. */
    Ports(List<Object> answers, World.Rules rules) {
        this.answers = answers;
        this.rules = rules;
    }

    @SuppressWarnings("unchecked") // the record has the answers in the order of the calls
    private <T> T answer(List<Object> call, Optional<Version> change, Function<Shared, Effect<T>> work) {
        if (next == answers.size()) {
            throw new Suspended(call, work, change);
        }
        Object answer = answers.get(next++);
        if (answer instanceof LifecycleException failure) {
            throw failure;
        }
        return (T) answer;
    }

    private <T> T answer(List<Object> call, Function<Shared, Effect<T>> work) {
        return answer(call, Optional.empty(), work);
    }

    private <T> T look(List<Object> call, Function<Graph, T> work) {
        return answer(call, world -> new Effect<>(world, work.apply(world.graph())));
    }

    @Override
    public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
        return look(List.of(READS, id), graph -> graph.twin(id));
    }

    @Override
    public CreateOutcome create(NewTwin twin, Deadline deadline) {
        return answer(
                List.of("creates the twin", twin),
                world -> world.graph().twin(twin.id()).isPresent()
                        ? new Effect<>(world, CreateOutcome.EXISTS)
                        : new Effect<>(put(world, twin), CreateOutcome.CREATED));
    }

    /** What the article does: a PUT without a condition. */
    CreateOutcome replace(NewTwin twin) {
        return answer(
                List.of("creates or replaces the twin", twin),
                world -> new Effect<>(put(world, twin), CreateOutcome.CREATED));
    }

    private static Shared put(Shared world, NewTwin twin) {
        return world.with(
                graph -> graph.with(new StoredTwin(twin.id(), twin.model(), graph.nextVersion(), twin.contents())));
    }

    @Override
    public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
        return answer(List.of("changes the twin", id, patch), Optional.of(new Version(id, etag)), world -> {
            Optional<StoredTwin> twin = world.graph().twin(id);
            if (twin.isEmpty()) {
                return new Effect<>(world, WriteOutcome.GONE);
            }
            return !twin.get().etag().equals(etag)
                    ? new Effect<>(world, WriteOutcome.CHANGED)
                    : new Effect<>(
                            world.with(graph -> graph.with(patched(twin.get(), patch, graph))), WriteOutcome.DONE);
        });
    }

    private static StoredTwin patched(StoredTwin twin, TwinPatch patch, Graph graph) {
        Map<String, Object> contents = new LinkedHashMap<>(twin.contents());
        for (TwinPatch.Change change : patch.changes()) {
            if (change.value() == null) {
                contents.remove(change.path().get(0));
            } else {
                contents.put(change.path().get(0), change.value());
            }
        }
        return new StoredTwin(twin.id(), twin.model(), graph.nextVersion(), contents);
    }

    @Override
    public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
        return answer(List.of("deletes the twin", id), world -> {
            Optional<StoredTwin> twin = world.graph().twin(id);
            if (twin.isEmpty()) {
                return new Effect<>(world, DeleteOutcome.GONE);
            }
            if (!twin.get().etag().equals(etag)) {
                return new Effect<>(world, DeleteOutcome.CHANGED);
            }
            return world.graph().hasEdges(id)
                    ? new Effect<>(world, DeleteOutcome.HAS_RELATIONSHIPS)
                    : new Effect<>(world.with(graph -> graph.without(id)), DeleteOutcome.DONE);
        });
    }

    @Override
    public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        if (!rules.outgoing()) {
            return Page.only(List.of()); // there never are any, so when it asks makes no difference
        }
        return look(
                List.of("lists outgoing relationships", id, page),
                graph -> page(graph.outgoing(id).stream(), Relationship::ref, page));
    }

    @Override
    public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        return look(
                List.of("lists incoming relationships", id, page),
                graph -> page(graph.incoming(id).stream().map(Relationship::ref), ref -> ref, page));
    }

    /** A page ends after some; the next begins behind the last one, though that may be gone by then. */
    private <T> Page<T> page(Stream<T> all, Function<T, RelationshipRef> ref, Optional<String> after) {
        List<T> rest = all.filter(
                        each -> after.isEmpty() || ref.apply(each).toString().compareTo(after.get()) > 0)
                .toList();
        return rest.size() <= rules.pageSize()
                ? Page.only(rest)
                : new Page<>(
                        rest.subList(0, rules.pageSize()),
                        Optional.of(ref.apply(rest.get(rules.pageSize() - 1)).toString()));
    }

    @Override
    public Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline) {
        return look(
                List.of("reads a relationship", ref),
                graph -> Optional.ofNullable(graph.edges().get(ref.toString())));
    }

    @Override
    public CreateOutcome createRelationship(Relationship edge, Deadline deadline) {
        return answer(List.of("puts a relationship back", edge), world -> {
            Graph graph = world.graph();
            if (graph.twin(edge.ref().source()).isEmpty()
                    || graph.twin(edge.target()).isEmpty()) {
                return new Effect<>(world, CreateOutcome.ENDPOINT_MISSING);
            }
            return graph.edges().containsKey(edge.ref().toString())
                    ? new Effect<>(world, CreateOutcome.EXISTS)
                    : new Effect<>(world.with(before -> before.withEdge(edge)), CreateOutcome.CREATED);
        });
    }

    @Override
    public boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
        return answer(
                List.of(DELETES_RELATIONSHIP, ref),
                world -> new Effect<>(
                        world.with(graph -> graph.withoutEdge(ref)),
                        world.graph().edges().containsKey(ref.toString())));
    }

    @Override
    public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        return Optional.of(DESCRIPTION); // models do not change
    }

    @Override
    public boolean isRegistered(HubName hub, DeviceId device, Deadline deadline) {
        return answer(
                List.of("asks the registry", hub, device),
                world -> new Effect<>(world, world.home(device.value()).hubs().contains(hub)));
    }
}
