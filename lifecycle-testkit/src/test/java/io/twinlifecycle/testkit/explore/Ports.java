package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The ports of one run of an algorithm. Calls that were answered before are answered again from the record; the first one that was not
 * suspends the run. So an algorithm can be stopped before each of its calls, without a thread, and goes on where it was.
 */
final class Ports implements TwinStore, DeviceRegistry {

    static final TwinId TWIN = new TwinId("dev-1");
    static final ModelId MODEL = new ModelId("dtmi:com:example:Explored;1");
    static final Relationship EDGE =
            new Relationship(new RelationshipRef(new TwinId("room"), "in"), "contains", TWIN, Map.of("since", 1));

    private static final ModelDescription DESCRIPTION = new ModelDescription(
            MODEL,
            Set.of(LifeInterface.ID),
            Map.of(
                    LifeInterface.DEVICE_ID, new ValueSchema.Primitive("string"),
                    LifeInterface.REGISTRATION_ID, new ValueSchema.Primitive("string"),
                    LifeInterface.HUB_HOST_NAME, new ValueSchema.Primitive("string"),
                    LifeInterface.RETIRED_AT, new ValueSchema.Primitive("string"),
                    LifeInterface.LIFE_MAP, new ValueSchema.Primitive("string")),
            Map.of(),
            Set.of());

    private final List<Object> answers;
    private boolean versionsMatter = true;
    private boolean losesRelationships;
    private int next;

    Ports(List<Object> answers) {
        this.answers = answers;
    }

    /** The same, but whatever version a change or deletion names, it is made. */
    Ports ignoringVersions() {
        versionsMatter = false;
        return this;
    }

    /** The same, but a relationship that is put back is lost on the way. */
    Ports losingWhatIsPutBack() {
        losesRelationships = true;
        return this;
    }

    private boolean isOld(StoredTwin twin, ETag etag) {
        return versionsMatter && !twin.etag().equals(etag);
    }

    @SuppressWarnings("unchecked") // the record has the answers in the order of the calls
    private <T> T answer(String call, Function<Shared, Effect<T>> work) {
        if (next < answers.size()) {
            return (T) answers.get(next++);
        }
        throw new Suspended(call, work);
    }

    @Override
    public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
        return answer("reads the twin", world -> new Effect<>(world, world.twin()));
    }

    @Override
    public CreateOutcome create(NewTwin twin, Deadline deadline) {
        return answer("creates the twin", world -> {
            if (world.twin().isPresent()) {
                return new Effect<>(world, CreateOutcome.EXISTS);
            }
            StoredTwin created = new StoredTwin(twin.id(), twin.model(), version(world), twin.contents());
            return new Effect<>(world.withTwin(Optional.of(created), false), CreateOutcome.CREATED);
        });
    }

    @Override
    public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
        return answer("changes the twin", world -> {
            if (world.twin().isEmpty()) {
                return new Effect<>(world, WriteOutcome.GONE);
            }
            StoredTwin twin = world.twin().get();
            if (isOld(twin, etag)) {
                return new Effect<>(world, WriteOutcome.CHANGED);
            }
            Map<String, Object> contents = new LinkedHashMap<>(twin.contents());
            for (TwinPatch.Change change : patch.changes()) {
                if (change.value() == null) {
                    contents.remove(change.path().get(0));
                } else {
                    contents.put(change.path().get(0), change.value());
                }
            }
            StoredTwin changed = new StoredTwin(id, twin.model(), version(world), contents);
            return new Effect<>(world.withTwin(Optional.of(changed), world.original()), WriteOutcome.DONE);
        });
    }

    @Override
    public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
        return answer("deletes the twin", world -> {
            if (world.twin().isEmpty()) {
                return new Effect<>(world, DeleteOutcome.GONE);
            }
            if (isOld(world.twin().get(), etag)) {
                return new Effect<>(world, DeleteOutcome.CHANGED);
            }
            return world.edge()
                    ? new Effect<>(world, DeleteOutcome.HAS_RELATIONSHIPS)
                    : new Effect<>(world.withTwin(Optional.empty(), false), DeleteOutcome.DONE);
        });
    }

    @Override
    public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        return Page.only(List.of()); // there never are any, so when it asks makes no difference
    }

    @Override
    public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        return answer(
                "lists relationships",
                world -> new Effect<>(world, Page.only(world.edge() ? List.of(EDGE.ref()) : List.of())));
    }

    @Override
    public Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline) {
        return answer(
                "reads the relationship",
                world -> new Effect<>(world, world.edge() ? Optional.of(EDGE) : Optional.empty()));
    }

    @Override
    public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
        return answer("puts the relationship back", world -> {
            if (world.twin().isEmpty()) {
                return new Effect<>(world, CreateOutcome.ENDPOINT_MISSING);
            }
            return new Effect<>(
                    world.withEdge(world.edge() || !losesRelationships),
                    world.edge() ? CreateOutcome.EXISTS : CreateOutcome.CREATED);
        });
    }

    @Override
    public boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
        return answer("deletes the relationship", world -> new Effect<>(world.withEdge(false), world.edge()));
    }

    @Override
    public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        return Optional.of(DESCRIPTION); // models do not change
    }

    @Override
    public boolean isRegistered(HubName hub, DeviceId device, Deadline deadline) {
        return answer(
                "asks the registry",
                world -> new Effect<>(world, world.identities().contains(hub)));
    }

    static ETag version(Shared world) {
        return new ETag("v" + world.writes());
    }
}
