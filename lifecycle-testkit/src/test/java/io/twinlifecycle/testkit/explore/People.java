package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.HubName;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.explore.World.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What those do who are not algorithms. */
final class People {

    private People() {}

    static Step act(World world, int index, Actor.Person person) {
        if (person instanceof Actor.Assignment assignment) {
            return assign(world, index, assignment);
        }
        World left = world.without(index);
        Shared shared = world.shared();
        int copies = world.rules().copies();
        if (person instanceof Actor.Operator operator) {
            TreeSet<HubName> hubs = new TreeSet<>(shared.home(operator.device()).hubs());
            return hubs.isEmpty()
                    ? new Step("the operator finds nothing to delete", left)
                    : new Step(
                            "the operator deletes " + operator.device() + " on " + hubs.first(),
                            left.sharing(shared.identity(operator.device(), hubs.first(), false, copies)));
        } else if (person instanceof Actor.Restorer restorer) {
            return new Step(
                    "the operator creates " + restorer.device() + " on " + restorer.hub(),
                    left.sharing(shared.identity(
                            restorer.device(),
                            restorer.hub(),
                            true,
                            world.rules().creationsRouted() ? copies : 0)));
        } else if (person instanceof Actor.Modules modules) {
            boolean routed = world.rules().creationsRouted() || !modules.creates();
            return new Step(
                    "a module of " + modules.device() + " is " + (modules.creates() ? "created" : "deleted"),
                    left.sharing(
                            shared.sent(modules.creates(), true, modules.device(), modules.hub(), routed ? copies : 0)
                                    .tick()));
        }
        return new Step(
                person instanceof Actor.Telemetry
                        ? "telemetry of " + person.device()
                        : "a neighbour of " + person.device() + " relates to it",
                left.sharing(shared.with(graph -> person instanceof Actor.Telemetry
                        ? measure(graph, new TwinId(person.device()))
                        : relate(graph, new TwinId(person.device())))));
    }

    private static Step assign(World world, int index, Actor.Assignment assignment) {
        Shared shared = world.shared();
        HubName hub = assignment.hub();
        Optional<HubName> old = shared.home(assignment.device()).assigned().filter(was -> !was.equals(hub));
        boolean creates = assignment.half() == world.rules().removesFirst();
        boolean last = assignment.half() || old.isEmpty();
        Shared after = creates || old.isEmpty()
                ? shared.identity(
                        assignment.device(),
                        hub,
                        true,
                        world.rules().creationsRouted() ? world.rules().copies() : 0)
                : shared.identity(
                        assignment.device(), old.get(), false, world.rules().copies());
        return new Step(
                creates || old.isEmpty()
                        ? "DPS creates " + assignment.device() + " on " + hub
                        : "DPS removes " + assignment.device() + " from " + old.get(),
                last
                        ? world.without(index).sharing(after.assigned(assignment.device(), hub))
                        : world.with(index, new Actor.Assignment(assignment.device(), hub, true))
                                .sharing(after));
    }

    private static Graph measure(Graph graph, TwinId id) {
        return graph.twin(id)
                .map(twin -> {
                    Map<String, Object> contents = new LinkedHashMap<>(twin.contents());
                    contents.put(Scenario.MEASURED, "21");
                    return graph.owing(
                            new StoredTwin(id, twin.model(), graph.nextVersion(), contents), Scenario.MEASURED);
                })
                .orElse(graph);
    }

    private static Graph relate(Graph graph, TwinId id) {
        return graph.twin(id)
                .map(twin -> graph.owing(new Relationship(
                        new RelationshipRef(Scenario.ROOM, "added-" + id), "contains", id, Map.of("since", 2))))
                .orElse(graph);
    }
}
