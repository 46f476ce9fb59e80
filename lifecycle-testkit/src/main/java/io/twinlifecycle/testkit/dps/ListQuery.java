package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.JsonFields;
import io.twinlifecycle.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query of the service API: {@code SELECT * FROM enrollments}, with conditions that compare a property with a text, a number or a truth
 * value, joined by {@code AND}. Anything else is refused.
 */
final class ListQuery implements Predicate<Map<String, Object>> {

    private static final Pattern FORM = Pattern.compile(
            "\\s*SELECT\\s+\\*\\s+FROM\\s+(?<list>\\w+)(\\s+WHERE\\s+(?<where>.+?))?\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CONDITION = Pattern.compile(
            "\\G\\s*(?<path>\\w+(\\.\\w+)*)\\s*(?<operator>=|!=|<>|<=|>=|<|>)\\s*"
                    + "('(?<text>[^']*)'|\"(?<quoted>[^\"]*)\"|(?<number>-?\\d+(\\.\\d+)?)|(?<truth>true|false))"
                    + "\\s*(?<and>AND\\s|$)",
            Pattern.CASE_INSENSITIVE);

    private record Condition(String path, String operator, Object value) {}

    private final List<Condition> conditions;

    private ListQuery(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /**
     * Reads a query.
     *
     * @param list what it must ask
     * @throws IllegalArgumentException if it is none, or asks something else
     */
    static ListQuery parse(String query, String list) {
        Matcher form = FORM.matcher(query);
        if (!form.matches()) {
            throw new IllegalArgumentException("the local DPS answers queries of the form SELECT * FROM " + list
                    + " [WHERE property = value [AND …]] only");
        }
        if (!form.group("list").equalsIgnoreCase(list)) {
            throw new IllegalArgumentException("this path queries " + list + ", not " + form.group("list"));
        }
        String where = form.group("where");
        return new ListQuery(where == null ? List.of() : conditions(where, list));
    }

    private static List<Condition> conditions(String where, String list) {
        List<Condition> conditions = new ArrayList<>();
        Matcher matcher = CONDITION.matcher(where);
        int end = 0;
        boolean more = true;
        while (more && matcher.find()) {
            String path = matcher.group("path");
            String prefix = list + ".";
            conditions.add(new Condition(
                    path.regionMatches(true, 0, prefix, 0, prefix.length()) ? path.substring(prefix.length()) : path,
                    matcher.group("operator"),
                    value(matcher)));
            end = matcher.end();
            more = !matcher.group("and").isEmpty();
        }
        if (more || end < where.length()) {
            throw new IllegalArgumentException("the local DPS does not understand the condition at "
                    + Texts.quoted(where.substring(end)) + "; it knows comparisons joined by AND");
        }
        return conditions;
    }

    private static Object value(Matcher matcher) {
        if (matcher.group("number") != null) {
            return new BigDecimal(matcher.group("number"));
        } else if (matcher.group("truth") != null) {
            return Boolean.valueOf(matcher.group("truth"));
        }
        return matcher.group("text") != null ? matcher.group("text") : matcher.group("quoted");
    }

    @Override
    public boolean test(Map<String, Object> document) {
        return conditions.stream().allMatch(condition -> holds(condition, document));
    }

    /** A property that is not there equals nothing. */
    private static boolean holds(Condition condition, Map<String, Object> document) {
        @Nullable Object found = document;
        for (String name : condition.path().split("\\.", -1)) {
            found = found instanceof Map<?, ?> map ? JsonFields.get(texts(map), name) : null;
        }
        Integer order = found == null ? null : compare(found, condition.value());
        return switch (condition.operator()) {
            case "=" -> order != null && order == 0;
            case "!=", "<>" -> order == null || order != 0;
            case "<" -> order != null && order < 0;
            case "<=" -> order != null && order <= 0;
            case ">" -> order != null && order > 0;
            default -> order != null && order >= 0;
        };
    }

    @SuppressWarnings("unchecked") // JSON objects have texts as keys
    private static Map<String, Object> texts(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** Values of different kinds have no order. */
    private static @Nullable Integer compare(Object found, Object wanted) {
        if (found instanceof Number number && wanted instanceof BigDecimal other) {
            return new BigDecimal(number.toString()).compareTo(other);
        } else if (found instanceof Boolean truth && wanted instanceof Boolean other) {
            return truth.compareTo(other);
        }
        return found instanceof String text && wanted instanceof String other
                ? Integer.signum(text.compareTo(other))
                : null;
    }
}
