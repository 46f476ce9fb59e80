package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.HubName;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * All that the actors of a scenario share. Immutable.
 *
 * @param graph the twins
 * @param homes where each device is
 * @param clock how many moments there were so far; clocks are perfect
 * @param events the events that are still to be delivered, oldest first
 * @param failures how many calls may still fail
 * @param crashes how many times an instance may still die
 * @param marks what happened that an end is judged by
 */
record Shared(
        Graph graph,
        NavigableMap<String, Home> homes,
        int clock,
        List<Event> events,
        int failures,
        int crashes,
        NavigableSet<String> marks) {

    /**
     * Where a device is.
     *
     * @param hubs the hubs that have it
     * @param assigned the one to which DPS assigned it last
     * @param since the moment since which one or another has it without a break; {@link #NEVER} if none has
     */
    record Home(Set<HubName> hubs, Optional<HubName> assigned, int since) {}

    static final int NEVER = -1;

    /** An event under way, and how often it will still be delivered. */
    record Event(boolean creation, boolean module, String device, HubName hub, int time, int copies) {
        /** All that tells it from others, save for the number of copies. */
        void describe(StringBuilder text) {
            text.append(creation).append(module).append(device).append(hub).append(Program.at(time));
        }

        @Override
        public String toString() {
            return (creation ? "creation" : "deletion") + (module ? " of a module" : "") + " of " + device + " on "
                    + hub + " at " + time;
        }
    }

    Home home(String device) {
        return homes.getOrDefault(device, new Home(Set.of(), Optional.empty(), NEVER));
    }

    Shared with(UnaryOperator<Graph> change) {
        return new Shared(change.apply(graph), homes, clock, events, failures, crashes, marks);
    }

    Shared tick() {
        return new Shared(graph, homes, clock + 1, events, failures, crashes, marks);
    }

    Shared failed() {
        return new Shared(graph, homes, clock, events, failures - 1, crashes, marks);
    }

    Shared crashed() {
        return new Shared(graph, homes, clock, events, failures, crashes - 1, marks);
    }

    Shared marked(String mark) {
        NavigableSet<String> more = new TreeSet<>(marks);
        more.add(mark);
        return new Shared(graph, homes, clock, events, failures, crashes, more);
    }

    Shared assigned(String device, HubName hub) {
        return at(
                device,
                new Home(home(device).hubs(), Optional.of(hub), home(device).since()));
    }

    /** A hub gets a device, or loses it, and says so. */
    Shared identity(String device, HubName hub, boolean present, int copies) {
        Home home = home(device);
        Set<HubName> hubs = new TreeSet<>(home.hubs());
        boolean changes = present ? hubs.add(hub) : hubs.remove(hub);
        int since = hubs.isEmpty() ? NEVER : home.hubs().isEmpty() ? clock : home.since();
        Shared after = at(device, new Home(hubs, home.assigned(), since));
        return (changes ? after.sent(present, false, device, hub, copies) : after).tick();
    }

    /** An event sets out, now. */
    Shared sent(boolean creation, boolean module, String device, HubName hub, int copies) {
        List<Event> more = new ArrayList<>(events);
        if (copies > 0) {
            more.add(new Event(creation, module, device, hub, clock, copies));
        }
        return new Shared(graph, homes, clock, List.copyOf(more), failures, crashes, marks);
    }

    /** One copy of an event is on its way no more. */
    Shared delivered(Event event) {
        return copies(event, -1);
    }

    /** Whoever handled an event died before saying so. */
    Shared toBeDeliveredAgain(Event event) {
        return copies(event, 1);
    }

    private Shared copies(Event event, int more) {
        List<Event> left = new ArrayList<>();
        boolean found = false;
        for (Event each : events) {
            boolean same = each.time() == event.time();
            found |= same;
            int copies = each.copies() + (same ? more : 0);
            if (copies > 0) {
                left.add(same ? withCopies(each, copies) : each);
            }
        }
        if (!found) {
            left.add(withCopies(event, 1));
            left.sort((a, b) -> Integer.compare(a.time(), b.time()));
        }
        return new Shared(graph, homes, clock, List.copyOf(left), failures, crashes, marks);
    }

    static Event withCopies(Event event, int copies) {
        return new Event(event.creation(), event.module(), event.device(), event.hub(), event.time(), copies);
    }

    private Shared at(String device, Home home) {
        NavigableMap<String, Home> moved = new TreeMap<>(homes);
        moved.put(device, home);
        return new Shared(graph, moved, clock, events, failures, crashes, marks);
    }
}
