package io.twinlifecycle.testkit.query;

import io.twinlifecycle.testkit.graph.GraphView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Queries in the language of Azure Digital Twins, by the reference pages "Azure Digital Twins query language" (clauses SELECT, FROM,
 * JOIN, MATCH and WHERE, operators, functions, reserved keywords), "Query the twin graph" and "Service limits" of Microsoft's
 * documentation.
 *
 * <pre>{@code
 * List<Map<String, Object>> cold = TwinQuery.rows(
 *         graph.queryView(), "SELECT T.$dtId AS id FROM DIGITALTWINS T WHERE T.targetTemperature < 18");
 * }</pre>
 *
 * <p>It knows:
 *
 * <ul>
 *   <li>{@code SELECT *}, collections, properties with nested paths and {@code AS}, {@code TOP(n)}, {@code COUNT()};
 *   <li>{@code FROM DIGITALTWINS}, {@code FROM RELATIONSHIPS}, each with a name or without; up to five {@code JOIN x RELATED y.name r};
 *       {@code MATCH} with directions, alternative names, names for relationships of one hop, and up to ten hops, where {@code *1..3}
 *       means two or three, for the lower limit is not in the range;
 *   <li>{@code =}, {@code !=}, {@code <>}, {@code <}, {@code >}, {@code <=}, {@code >=}, {@code IN}, {@code NIN}, {@code AND}, {@code
 *       OR}, {@code NOT} and parentheses;
 *   <li>{@code IS_DEFINED}, {@code IS_NULL}, {@code IS_BOOL}, {@code IS_NUMBER}, {@code IS_STRING}, {@code IS_OBJECT}, {@code
 *       IS_PRIMITIVE}, {@code STARTSWITH}, {@code ENDSWITH}, {@code CONTAINS}, {@code ARRAY_CONTAINS}, and {@code IS_OF_MODEL} with
 *       subtypes and later versions unless {@code exact};
 *   <li>keywords in any case, all other names only in their own; {@code [[name]]} for names that are keywords or start with a digit;
 *       {@code \'} in texts;
 *   <li>the rule that JOIN and MATCH need a {@code $dtId}; the limits of 8,000 characters, 50 AND and OR, 50 values in a list, 5 JOIN,
 *       10 hops.
 * </ul>
 *
 * <p>A query that breaks a documented rule is refused with {@link QueryException.Kind#SQL_QUERY_ERROR}; one of which the documentation
 * does not say what it does, with {@link QueryException.Kind#NOT_IMITATED}: among them {@code SELECT *} with MATCH, comparing two
 * properties, two columns of one name, and names that are no collection of a JOIN or MATCH.
 *
 * <p>Guesses, where pages are silent but a test kit must answer: what is compared with a property that is not there is neither true
 * nor false, so NOT does not make it true; values of different types are unequal and have no order; texts are ordered by their
 * characters; a nested property's column has the last name of its path; MATCH gives one row for each way; rows are ordered by ids; an
 * unknown model has no twins. The service may leave out twins of a MATCH that fixes another twin than the first, or that passes a twin
 * twice; this does not.
 *
 * <p>Safe for use by many threads.
 */
public final class TwinQuery {

    private TwinQuery() {}

    /** All rows of a query, as the service writes them. */
    public static List<Map<String, Object>> rows(GraphView graph, String query) {
        return page(graph, Continuation.start(query), Integer.MAX_VALUE).items();
    }

    /**
     * The first page of a query.
     *
     * @param size how many rows at most
     */
    public static QueryPage firstPage(GraphView graph, String query, int size) {
        return page(graph, Continuation.start(query), size);
    }

    /**
     * The page that a token of the page before stands for. Rows that went away in between make no other row be passed over.
     *
     * @param size how many rows at most
     */
    public static QueryPage nextPage(GraphView graph, String token, int size) {
        return page(graph, Continuation.parse(token), size);
    }

    private static QueryPage page(GraphView graph, Continuation place, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a page must have room for 1 row at least, but was to have " + size);
        }
        Query query = Query.parse(place.query());
        List<Row> rows = Evaluation.rows(query, new GraphIndex(graph));
        if (query.selection() instanceof Selection.Count) {
            return new QueryPage(query.selection().of(rows), Optional.empty());
        }
        List<Row> rest = rows.stream()
                .filter(row -> Evaluation.compare(row.key(), place.after()) > 0)
                .limit(Math.max(0, query.top() - place.rows()))
                .toList();
        List<Row> here = rest.subList(0, Math.min(size, rest.size()));
        Optional<String> next = here.size() == rest.size()
                ? Optional.empty()
                : Optional.of(new Continuation(
                                place.query(),
                                here.get(here.size() - 1).key(),
                                place.rows() + here.size(),
                                place.page() + 1)
                        .text());
        return new QueryPage(query.selection().of(here), next);
    }
}
