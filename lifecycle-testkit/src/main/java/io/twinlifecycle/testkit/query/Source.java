package io.twinlifecycle.testkit.query;

import java.util.List;
import java.util.Set;

/** What a query goes through. */
sealed interface Source {

    /** All relationships. */
    record Relationships(String name) implements Source {}

    /** All twins, and from each on along relationships. */
    record Twins(String name, List<Join> joins) implements Source {}

    /** Twins that relationships connect in a certain way. */
    record Match(String start, List<Hop> hops) implements Source {}

    /**
     * A step from a twin along its outgoing relationships.
     *
     * @param from the collection that it starts from
     * @param relationshipName the relationships that it takes
     * @param relationship the collection of these; a name that nothing refers to if the query gives none
     * @param target the collection of the twins at which they end
     */
    record Join(String from, String relationshipName, String relationship, String target) {}

    /**
     * A step from a twin to another over one or more relationships.
     *
     * @param relationship the collection of these, if it is one relationship
     * @param names the relationships that it takes; empty for all
     * @param least over how many relationships at least
     * @param most over how many at most
     * @param target the collection of the twins that it leads to
     */
    record Hop(String relationship, Set<String> names, Direction direction, int least, int most, String target) {}

    /** Which way a relationship is taken. */
    enum Direction {
        FORWARD,
        BACKWARD,
        EITHER
    }
}
