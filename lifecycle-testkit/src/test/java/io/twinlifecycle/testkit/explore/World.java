package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.testkit.explore.Actor.Arrival;
import io.twinlifecycle.testkit.explore.Actor.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A moment of a scenario: what all share, and who is under way. Immutable. */
record World(Shared shared, List<Actor> actors, Rules rules) {

    /**
     * What is the same all the time.
     *
     * @param creationsRouted whether creation events are delivered at all
     * @param inOrder whether events of one hub are delivered in order
     * @param copies how often each event is delivered
     * @param removesFirst whether DPS removes a device from the old hub before it creates it on the new one
     * @param pageSize how many relationships make a page
     * @param outgoing whether relationships start at the devices' twins
     * @param started what was started so far; its futures are known as far as they were met
     */
    record Rules(
            Algorithms algorithms,
            boolean creationsRouted,
            boolean inOrder,
            int copies,
            boolean removesFirst,
            int pageSize,
            boolean outgoing,
            Map<Program, Running> started) {}

    /** One thing that can happen next. */
    record Step(String what, World next) {}

    /**
     * All that can happen next. A change that insists on a version which is no more, and after which the algorithm begins anew
     * whatever the answer, touches nothing and is touched by nothing: it is taken at once, since its order makes no difference.
     */
    List<Step> steps() {
        for (int i = 0; i < actors.size(); i++) {
            if (actors.get(i) instanceof Running running) {
                Optional<Running> anew = Calls.inVain(running, this);
                if (anew.isPresent()) {
                    return List.of(new Step(running.program() + ": changes a twin in vain", with(i, anew.get())));
                }
            }
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < shared.events().size(); i++) {
            if (mayBeDelivered(shared.events().get(i))) {
                deliver(shared.events().get(i), steps);
            }
        }
        for (int i = 0; i < actors.size(); i++) {
            act(i, steps);
        }
        return steps;
    }

    /** In order: not before an older event of that hub was delivered once, nor while one of that hub is being handled. */
    private boolean mayBeDelivered(Shared.Event event) {
        if (!rules.inOrder()) {
            return true;
        }
        boolean olderWaits = shared.events().stream()
                .anyMatch(other -> other.hub().equals(event.hub())
                        && other.time() < event.time()
                        && (other.copies() == rules.copies() || event.copies() == 1));
        boolean busy = actors.stream()
                .anyMatch(actor -> actor instanceof Running running
                        && running.program() instanceof Program.Delivery delivery
                        && delivery.event().hub().equals(event.hub()));
        return !olderWaits && !busy;
    }

    /** Whoever gets an event makes its first call at once: until then nobody could notice. */
    private void deliver(Shared.Event event, List<Step> steps) {
        int aliveSince = shared.home(event.device()).since();
        Running running = Running.start(new Program.Delivery(Shared.withCopies(event, 1), aliveSince), rules);
        World with = new World(shared.delivered(event), plus(running), rules);
        if (running.isOver()) {
            steps.add(new Step(running.program() + " is none of our business", with.ended(actors.size())));
        } else {
            Calls.add(with, actors.size(), steps);
        }
    }

    private void act(int index, List<Step> steps) {
        Actor actor = actors.get(index);
        if (actor instanceof Running) {
            Calls.add(this, index, steps);
        } else if (actor instanceof Arrival arrival) {
            arrive(index, arrival, steps);
        } else {
            steps.add(People.act(this, index, (Actor.Person) actor));
        }
    }

    /** DPS handles one registration of a device at a time. */
    private void arrive(int index, Arrival arrival, List<Step> steps) {
        if (arrival.used() && actors.stream().anyMatch(actor -> isUnderWay(actor, arrival.device()))) {
            return;
        }
        boolean first = shared.home(arrival.device()).assigned().isEmpty();
        Program.Registration program =
                new Program.Registration(arrival.device(), arrival.hub(), shared.clock(), arrival.used(), first);
        steps.add(new Step(
                program + " arrives", with(index, Running.start(program, rules)).sharing(shared.tick())));
    }

    private static boolean isUnderWay(Actor actor, String device) {
        if (actor instanceof Assignment assignment) {
            return assignment.device().equals(device);
        }
        return actor instanceof Running running
                && running.program() instanceof Program.Registration registration
                && registration.used()
                && registration.device().equals(device);
    }

    World sharing(Shared other) {
        return new World(other, actors, rules);
    }

    World with(int index, Actor actor) {
        List<Actor> changed = new ArrayList<>(actors);
        changed.set(index, actor);
        return new World(shared, changed, rules);
    }

    World without(int index) {
        List<Actor> changed = new ArrayList<>(actors);
        changed.remove(index);
        return new World(shared, changed, rules);
    }

    /** What becomes of an algorithm that has ended; it makes no call any more, so nobody could tell when that was. */
    World ended(int index) {
        Running running = (Running) actors.get(index);
        if (running.end() == Program.End.GIVEN_UP) {
            return without(index).sharing(shared.marked("P4 a call or an event was given up"));
        }
        if (running.program() instanceof Program.Registration registration) {
            if (running.end() == Program.End.AGAIN) {
                return with(index, new Arrival(registration.device(), registration.hub(), registration.used()));
            }
            if (registration.used()) {
                return with(index, new Assignment(registration.device(), registration.hub(), false));
            }
        }
        return without(index);
    }

    private List<Actor> plus(Actor actor) {
        List<Actor> more = new ArrayList<>(actors);
        more.add(actor);
        return more;
    }

    /** The same text for worlds in which the same can happen from here on. */
    String canonical() {
        return Canon.of(this);
    }
}
