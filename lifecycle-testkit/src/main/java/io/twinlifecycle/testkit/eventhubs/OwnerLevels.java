package io.twinlifecycle.testkit.eventhubs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a partition: one receiver with an owner level (the wire calls it epoch), or up to five without.
 *
 * <p>Not safe for use by many threads.
 *
 * @param <R> a receiver
 */
final class OwnerLevels<R> {

    private static final int MOST_WITHOUT_LEVEL = 5;

    /** A partition of a hub, as one consumer group reads it. */
    record Place(String hub, String group, String partition) {
        static Place of(EntityPath path) {
            return new Place(
                    Hub.folded(path.hub()), Hub.folded(String.valueOf(path.group())), String.valueOf(path.partition()));
        }
    }

    private record Seat<R>(R receiver, @Nullable Long level) {}

    private final Map<Place, List<Seat<R>>> seats = new HashMap<>();

    /**
     * Lets a receiver in.
     *
     * @param level its owner level; null if it has none
     * @return those that have to go, as {@link #stolenBy} tells them: all without a level, and one of the same or a lower level
     * @throws Refusal if another one of a higher level is there, or one of any level and this has none, or five without are there
     */
    List<R> admit(Place place, R receiver, @Nullable Long level) {
        List<Seat<R>> taken = seats.computeIfAbsent(place, key -> new ArrayList<>());
        Optional<Long> highest = taken.stream()
                .flatMap(seat -> Optional.ofNullable(seat.level()).stream())
                .max(Comparator.naturalOrder());
        List<R> leaving = List.of();
        if (level == null) {
            refuseWithoutLevel(highest, taken.size());
        } else {
            if (highest.isPresent() && highest.get() > level) {
                throw new Refusal(
                        Refusal.LINK_STOLEN,
                        "Receiver 'nil' with a higher epoch '" + highest.get()
                                + "' already exists. Receiver 'nil' with epoch "
                                + level
                                + " cannot be created. Make sure you are creating receiver with increasing epoch value"
                                + " to ensure connectivity, or ensure all old epoch receivers are closed or disconnected.");
            }
            leaving = taken.stream().map(Seat::receiver).toList();
            taken.clear();
        }
        taken.add(new Seat<>(receiver, level));
        return leaving;
    }

    /** Takes note that a receiver is gone. */
    void leave(Place place, R receiver) {
        List<Seat<R>> taken = seats.getOrDefault(place, new ArrayList<>());
        taken.removeIf(seat -> seat.receiver().equals(receiver));
        if (taken.isEmpty()) {
            seats.remove(place);
        }
    }

    /** What a receiver is told that has to go. */
    static Refusal stolenBy(long level) {
        return new Refusal(
                Refusal.LINK_STOLEN,
                "New receiver 'nil' with higher epoch of '" + level
                        + "' is created hence current receiver 'nil' is getting"
                        + " disconnected. If you are recreating the receiver, make sure a higher epoch is used.");
    }

    private static void refuseWithoutLevel(Optional<Long> highest, int count) {
        if (highest.isPresent()) {
            throw new Refusal(
                    Refusal.LINK_STOLEN,
                    "At least one receiver for the endpoint is created with epoch of '" + highest.get()
                            + "', and so non-epoch receiver is not allowed. Either reconnect with a higher epoch, or make"
                            + " sure all epoch receivers are closed or disconnected.");
        }
        if (count >= MOST_WITHOUT_LEVEL) {
            throw new Refusal(
                    Refusal.LIMIT_EXCEEDED,
                    "Exceeded the maximum number of allowed receivers per partition in a consumer group which is "
                            + MOST_WITHOUT_LEVEL + ".");
        }
    }
}
