package io.twinlifecycle.testkit.hubquery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A query of device twins or module twins: {@code SELECT * | projections | COUNT() AS name}, {@code TOP}, {@code FROM devices} or
 * {@code devices.modules} with an alias, and {@code WHERE}. Names keep their case.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class DeviceQuery {

    private record Projection(String name, Reference reference) {}

    private final List<Projection> projections;
    private final Optional<String> count;
    private final OptionalInt top;
    private final boolean ofModules;
    private final Optional<String> alias;
    private final Optional<Expression> where;

    private DeviceQuery(ExpressionParser parser) {
        parser.require("SELECT");
        top = parser.takeIf("TOP") ? OptionalInt.of(whole(parser.take())) : OptionalInt.empty();
        List<Projection> selected = new ArrayList<>();
        count = select(parser, selected);
        projections = List.copyOf(selected);
        parser.require("FROM");
        parser.require("devices");
        ofModules = parser.takeIf(".");
        if (ofModules && !parser.takeIf("modules")) {
            throw HubQueryException.at(parser.peek(), "only devices and devices.modules can be queried");
        }
        Token name = refusedWord(parser.peek()) ? null : parser.nameOrNull();
        alias = Optional.ofNullable(name).map(Token::text);
        where = parser.takeIf("WHERE") ? Optional.of(parser.or()) : Optional.empty();
        if (refusedWord(parser.peek())) {
            throw HubQueryException.at(parser.peek(), "GROUP BY and ORDER BY are not imitated");
        }
        parser.requireEnd();
    }

    /**
     * The query that a text is.
     *
     * @throws HubQueryException if it is none, or asks for what is not imitated
     */
    public static DeviceQuery parse(String text) {
        return new DeviceQuery(new ExpressionParser(Tokenizer.tokens(text), "IS_DEFINED"::equals));
    }

    /** Says whether it asks for modules. */
    public boolean isOfModules() {
        return ofModules;
    }

    /** Says whether it gives whole twins. */
    public boolean isOfTwins() {
        return projections.isEmpty() && count.isEmpty();
    }

    /** What it gives of these twins, in their order. */
    public List<Map<String, Object>> run(List<Map<String, Object>> twins) {
        List<Map<String, Object>> found = twins.stream()
                .filter(twin -> where.isEmpty() || where.get().isTrue(name -> find(twin, name)))
                .limit(top.orElse(Integer.MAX_VALUE))
                .toList();
        if (count.isPresent()) {
            return List.of(Map.of(count.get(), found.size()));
        }
        return projections.isEmpty() ? found : found.stream().map(this::project).toList();
    }

    private Map<String, Object> project(Map<String, Object> twin) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Projection projection : projections) {
            Object value = find(twin, projection.reference());
            if (value != Undefined.UNDEFINED && value != null) {
                row.put(projection.name(), value);
            }
        }
        return row;
    }

    private @Nullable Object find(Map<String, Object> twin, Reference reference) {
        boolean hasPrefix = reference.path().size() > 1
                && (reference.root().equals(alias.orElse("devices"))
                        || reference.root().equalsIgnoreCase("devices"));
        return Reference.find(twin, hasPrefix ? reference.rest() : reference.path(), false);
    }

    private static Optional<String> select(ExpressionParser parser, List<Projection> selected) {
        if (parser.takeIf("*")) {
            return Optional.empty();
        }
        Optional<String> counted = Optional.empty();
        do {
            Token first = parser.take();
            if (first.kind() != Token.Kind.NAME) {
                throw HubQueryException.at(first, "a property or * is expected here");
            }
            if (parser.takeIf("(")) {
                counted = Optional.of(count(first, parser));
            } else {
                Reference reference = parser.reference(first);
                Object last = reference.path().get(reference.path().size() - 1);
                selected.add(new Projection(alias(parser).orElse(String.valueOf(last)), reference));
            }
        } while (parser.takeIf(","));
        if (counted.isPresent() && !selected.isEmpty()) {
            throw HubQueryException.at(
                    parser.peek(), "COUNT() beside properties needs GROUP BY, which is not imitated");
        }
        return counted;
    }

    private static String count(Token function, ExpressionParser parser) {
        if (!function.is("COUNT")) {
            throw HubQueryException.at(function, "only COUNT() is imitated of the aggregates");
        }
        parser.require(")");
        return alias(parser).orElse("count");
    }

    private static Optional<String> alias(ExpressionParser parser) {
        if (!parser.takeIf("AS")) {
            return Optional.empty();
        }
        Token name = parser.take();
        if (name.kind() != Token.Kind.NAME) {
            throw HubQueryException.at(name, "a name is expected here");
        }
        return Optional.of(name.text());
    }

    private static int whole(Token token) {
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("\\d{1,9}")) {
            throw HubQueryException.at(token, "a whole number is expected here");
        }
        return Integer.parseInt(token.text());
    }

    private static boolean refusedWord(Token token) {
        return List.of("GROUP", "ORDER").contains(token.text().toUpperCase(Locale.ROOT))
                && token.kind() == Token.Kind.NAME;
    }
}
