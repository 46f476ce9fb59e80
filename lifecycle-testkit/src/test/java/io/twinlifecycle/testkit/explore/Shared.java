package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.HubName;
import io.twinlifecycle.store.StoredTwin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that the actors of a scenario share: one device's twin and its one relationship, the hubs' identity registries, what DPS remembers,
 * a perfect clock, and the lifecycle events under way. Immutable.
 *
 * @param twin the twin
 * @param edge whether the room still contains the twin
 * @param original whether the twin is the one that was there in the beginning
 * @param identities the hubs that have the device
 * @param assigned the hub to which DPS assigned the device last
 * @param clock how many moments there were so far
 * @param events the events that are still to be delivered
 * @param writes how many versions of the twin there were
 */
record Shared(
        Optional<StoredTwin> twin,
        boolean edge,
        boolean original,
        Set<HubName> identities,
        Optional<HubName> assigned,
        int clock,
        List<Event> events,
        int writes) {

    /** An event under way, and how often it will still be delivered. */
    record Event(boolean creation, HubName hub, int time, int copies) {
        @Override
        public String toString() {
            return (creation ? "creation" : "deletion") + " of " + hub + " at " + time + " (" + copies + ")";
        }
    }

    Shared withTwin(Optional<StoredTwin> newTwin, boolean stillOriginal) {
        return new Shared(newTwin, edge, stillOriginal, identities, assigned, clock, events, writes + 1);
    }

    Shared withEdge(boolean newEdge) {
        return new Shared(twin, newEdge, original, identities, assigned, clock, events, writes);
    }

    Shared tick() {
        return new Shared(twin, edge, original, identities, assigned, clock + 1, events, writes);
    }

    Shared assignedTo(HubName hub) {
        return new Shared(twin, edge, original, identities, Optional.of(hub), clock, events, writes);
    }

    Shared delivered(int index) {
        List<Event> left = new ArrayList<>(events);
        Event event = left.remove(index);
        if (event.copies() > 1) {
            left.add(index, new Event(event.creation(), event.hub(), event.time(), event.copies() - 1));
        }
        return new Shared(twin, edge, original, identities, assigned, clock, List.copyOf(left), writes);
    }

    /** The hub gets the device, or loses it, and says so twice if that is routed. */
    Shared identity(HubName hub, boolean present, boolean routed) {
        boolean had = identities.contains(hub);
        TreeSet<HubName> now = new TreeSet<>(identities);
        List<Event> more = new ArrayList<>(events);
        if (present) {
            now.add(hub);
        } else {
            now.remove(hub);
        }
        if (had != present && routed) {
            more.add(new Event(present, hub, clock, 2));
        }
        return new Shared(twin, edge, original, Set.copyOf(now), assigned, clock + 1, List.copyOf(more), writes);
    }

    /** Old versions are all alike: none of them ever comes back. */
    String canonical() {
        return twin.map(found -> found.contents().toString() + found.model()).orElse("no twin")
                + edge
                + original
                + new TreeSet<>(identities)
                + assigned
                + clock
                + events;
    }
}
