package io.twinlifecycle.life;

import io.twinlifecycle.HubName;
import io.twinlifecycle.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a twin remembers of its device: for each hub the latest fact. Facts merge by later time, so neither their order nor their
 * repetition matters. One stamp of "last hub, last time" would not do: a device moves, and events of two hubs arrive in any order.
 *
 * <p>As text it is one line, sorted by hub, such as {@code hub-a=deleted@2026-05-01T10:00:07.25Z hub-b=created@2026-05-01T10:00:05Z}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class LifeMap {

    /** DPS links at most 50 hubs; above this many, the facts that have been dead for longest are dropped. */
    static final int MAX_FACTS = 50;

    /** Azure Digital Twins stores texts of at most 4 KB of UTF-8; this one is ASCII. */
    static final int MAX_LENGTH = 4_096;

    private static final LifeMap EMPTY = new LifeMap(new TreeMap<>());

    private final NavigableMap<HubName, LifeFact> facts;

    private LifeMap(NavigableMap<HubName, LifeFact> facts) {
        this.facts = Collections.unmodifiableNavigableMap(facts);
    }

    /** The map of a device of which nothing is known. */
    public static LifeMap empty() {
        return EMPTY;
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not that of a life map
     */
    public static LifeMap parse(String text) {
        NavigableMap<HubName, LifeFact> facts = new TreeMap<>();
        for (String entry : text.strip().split("\\s+", -1)) {
            if (!entry.isEmpty()) {
                readEntry(entry, facts);
            }
        }
        return facts.isEmpty() ? EMPTY : new LifeMap(facts);
    }

    private static void readEntry(String entry, Map<HubName, LifeFact> facts) {
        int equals = entry.indexOf('=');
        int at = entry.indexOf('@');
        if (equals < 1 || at < equals) {
            throw unreadable(entry, null);
        }
        try {
            LifeFact fact =
                    new LifeFact(state(entry.substring(equals + 1, at)), Instant.parse(entry.substring(at + 1)));
            facts.merge(new HubName(entry.substring(0, equals)), fact, LifeFact::latest);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw unreadable(entry, e);
        }
    }

    private static LifeFact.State state(String word) {
        for (LifeFact.State state : LifeFact.State.values()) {
            if (state.text().equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("unknown state");
    }

    private static IllegalArgumentException unreadable(String entry, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "a life map's entry must look like hub-a=created@2026-05-01T10:00:05Z, but was " + Texts.quoted(entry),
                cause);
    }

    /** The fact of a hub, if there is one. */
    public Optional<LifeFact> fact(HubName hub) {
        return Optional.ofNullable(facts.get(hub));
    }

    /** All facts, by hub. */
    public NavigableMap<HubName, LifeFact> facts() {
        return facts;
    }

    /** This map and that fact, if it is news; the same object if it is not. */
    public LifeMap with(HubName hub, LifeFact fact) {
        LifeFact known = facts.get(hub);
        if (known != null && known.latest(fact).equals(known)) {
            return this;
        }
        NavigableMap<HubName, LifeFact> merged = new TreeMap<>(facts);
        merged.put(hub, fact);
        while (isTooLarge(merged) && dropLongestDead(merged)) {
            // one by one, until they fit or all that is left is alive
        }
        return new LifeMap(merged);
    }

    private static boolean isTooLarge(NavigableMap<HubName, LifeFact> facts) {
        return facts.size() > MAX_FACTS || text(facts).length() > MAX_LENGTH;
    }

    private static boolean dropLongestDead(NavigableMap<HubName, LifeFact> facts) {
        Optional<HubName> oldest = facts.entrySet().stream()
                .filter(entry -> !entry.getValue().isAlive())
                .min(Map.Entry.comparingByValue((a, b) -> a.time().compareTo(b.time())))
                .map(Map.Entry::getKey);
        oldest.ifPresent(facts::remove);
        return oldest.isPresent();
    }

    /** Says whether any hub has the device, as far as is known. */
    public boolean isAlive() {
        return facts.values().stream().anyMatch(LifeFact::isAlive);
    }

    /** The hubs that have the device, as far as is known, in order. */
    public String aliveHubs() {
        return facts.entrySet().stream()
                .filter(entry -> entry.getValue().isAlive())
                .map(entry -> entry.getKey().value())
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LifeMap that && facts.equals(that.facts);
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }

    /** The text form, which {@link #parse} reads. */
    @Override
    public String toString() {
        return text(facts);
    }

    private static String text(NavigableMap<HubName, LifeFact> facts) {
        return facts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().state().text() + "@"
                        + entry.getValue().time())
                .collect(Collectors.joining(" "));
    }
}
