package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.HubName;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.explore.Actor.Arrival;
import io.twinlifecycle.testkit.explore.Actor.Assignment;
import io.twinlifecycle.testkit.explore.Actor.Operator;
import io.twinlifecycle.testkit.explore.Actor.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A moment of a scenario: what all share, and who is under way. Immutable. */
record World(Shared shared, List<Actor> actors, Rules rules) {

    /** What is the same all the time. */
    record Rules(Program.Algorithms algorithms, boolean creationsRouted, boolean inOrder) {}

    /** One thing that can happen next. */
    record Step(String what, World next) {}

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < shared.events().size(); i++) {
            if (mayBeDelivered(i)) {
                steps.add(deliver(i));
            }
        }
        for (int i = 0; i < actors.size(); i++) {
            act(i).ifPresent(steps::add);
        }
        return steps;
    }

    /** In order: not before an older event of that hub was delivered once, nor while one of that hub is being handled. */
    private boolean mayBeDelivered(int index) {
        if (!rules.inOrder()) {
            return true;
        }
        Shared.Event event = shared.events().get(index);
        boolean olderWaits = shared.events().stream()
                .anyMatch(other -> other.hub().equals(event.hub())
                        && other.time() < event.time()
                        && (other.copies() == 2 || event.copies() == 1));
        boolean busy = actors.stream()
                .anyMatch(actor -> actor instanceof Running running
                        && running.program() instanceof Program.Delivery delivery
                        && delivery.hub().equals(event.hub()));
        return !olderWaits && !busy;
    }

    private Step deliver(int index) {
        Shared.Event event = shared.events().get(index);
        List<Actor> more = new ArrayList<>(actors);
        more.add(Running.start(new Program.Delivery(event.creation(), event.hub(), event.time()), rules.algorithms()));
        return new Step("delivery of the " + event, new World(shared.delivered(index), List.copyOf(more), rules));
    }

    private Optional<Step> act(int index) {
        Actor actor = actors.get(index);
        if (actor instanceof Arrival arrival) {
            return arrive(index, arrival);
        } else if (actor instanceof Running running) {
            return Optional.of(call(index, running));
        } else if (actor instanceof Assignment assignment) {
            return Optional.of(assign(index, assignment));
        } else if (actor instanceof Operator) {
            return Optional.of(
                    shared.identities().isEmpty()
                            ? step("the operator finds nothing to delete", shared, without(index))
                            : delete(index, new TreeSet<>(shared.identities()).first()));
        }
        return Optional.of(telemetry(index));
    }

    /** DPS handles one registration of a device at a time. */
    private Optional<Step> arrive(int index, Arrival arrival) {
        boolean busy = actors.stream()
                .anyMatch(actor -> actor instanceof Assignment
                        || (actor instanceof Running running
                                && running.program() instanceof Program.Registration registration
                                && registration.used()));
        if (arrival.used() && busy) {
            return Optional.empty();
        }
        Program.Registration program = new Program.Registration(arrival.hub(), shared.clock(), arrival.used());
        return Optional.of(step(
                "arrival of a " + program, shared.tick(), with(index, Running.start(program, rules.algorithms()))));
    }

    private Step call(int index, Running running) {
        if (running.waiting().isEmpty()) {
            return running.program() instanceof Program.Registration registration && registration.used()
                    ? step(
                            "DPS takes " + registration.hub(),
                            shared,
                            with(index, new Assignment(registration.hub(), false)))
                    : step("end of the " + running.program(), shared, without(index));
        }
        Suspended.Effect<?> effect = running.waiting().get().run(shared);
        return step(
                running.program() + " " + running.waiting().get().call(),
                effect.after(),
                with(index, running.answered(effect.answer(), rules.algorithms())));
    }

    private Step assign(int index, Assignment assignment) {
        HubName hub = assignment.hub();
        if (!assignment.created()) {
            return step(
                    "DPS creates the device on " + hub + " at " + shared.clock(),
                    shared.identity(hub, true, rules.creationsRouted()),
                    with(index, new Assignment(hub, true)));
        }
        Optional<HubName> old = shared.assigned()
                .filter(was -> !was.equals(hub) && shared.identities().contains(was));
        Shared after = old.map(was -> shared.identity(was, false, true)).orElse(shared);
        return step(
                old.map(was -> "DPS removes the device from " + was + " at " + shared.clock())
                        .orElse("DPS is done"),
                after.assignedTo(hub),
                without(index));
    }

    private Step delete(int index, HubName hub) {
        return step(
                "the operator deletes the device on " + hub + " at " + shared.clock(),
                shared.identity(hub, false, true),
                without(index));
    }

    private Step telemetry(int index) {
        Optional<StoredTwin> changed = shared.twin()
                .map(twin -> new StoredTwin(twin.id(), twin.model(), Ports.version(shared), twin.contents()));
        return step(
                "telemetry",
                changed.isPresent() ? shared.withTwin(changed, shared.original()) : shared,
                without(index));
    }

    private Step step(String what, Shared after, List<Actor> left) {
        return new Step(what, new World(after, left, rules));
    }

    private List<Actor> with(int index, Actor actor) {
        List<Actor> changed = new ArrayList<>(actors);
        changed.set(index, actor);
        return List.copyOf(changed);
    }

    private List<Actor> without(int index) {
        List<Actor> changed = new ArrayList<>(actors);
        changed.remove(index);
        return List.copyOf(changed);
    }

    /** The same text for worlds in which the same can happen from here on; who comes first in the list does not matter. */
    String canonical() {
        List<String> texts = new ArrayList<>();
        for (Actor actor : actors) {
            texts.add(actor instanceof Running running ? running.canonical(shared) : actor.toString());
        }
        texts.sort(null);
        return shared.canonical() + texts;
    }
}
