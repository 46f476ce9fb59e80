package io.twinlifecycle.testkit.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the filters of event routes, as the page "Create event routes and filters" describes them: {@code true}, {@code false},
 * comparisons of what an event has with texts, numbers, booleans and {@code null}, {@code STARTS_WITH}, {@code ENDS_WITH}, {@code
 * CONTAINS}, {@code AND}, {@code OR} and parentheses. Everything else is refused, so that no route lets through what nobody asked for.
 */
final class RouteFilterParser {

    private static final int MAX_LENGTH = 8_000;
    private static final int MAX_DEPTH = 50;

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<text>'(?:[^'\\\\]|\\\\.)*')"
            + "|(?<number>[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
            + "|(?<name>[$A-Za-z_][$\\w.]*)"
            + "|(?<sign><=|>=|!=|=|<|>|\\(|\\)|,))");

    private record Token(String kind, String text) {}

    private final List<Token> tokens = new ArrayList<>();
    private final Token end = new Token("end", "the end");
    private int next;
    private int depth;

    RouteFilterParser(String text) {
        if (text.length() > MAX_LENGTH) {
            throw invalid("it has more than " + MAX_LENGTH + " characters");
        }
        Matcher matcher = TOKEN.matcher(text);
        int from = 0;
        while (!text.substring(from).isBlank()) {
            if (!matcher.find(from) || matcher.start() != from) {
                throw invalid("position " + from + " starts neither a name, a text, a number nor an operator");
            }
            for (String kind : List.of("text", "number", "name", "sign")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Token(kind, matcher.group(kind)));
                }
            }
            from = matcher.end();
        }
    }

    RouteFilter parse() {
        RouteFilter filter = or();
        if (next < tokens.size()) {
            throw invalid(peek().text() + " comes where the filter should end, or AND or OR");
        }
        return filter;
    }

    private RouteFilter or() {
        RouteFilter left = and();
        while (takeWord("or")) {
            RouteFilter one = left;
            RouteFilter other = and();
            left = event -> one.lets(event) || other.lets(event);
        }
        return left;
    }

    private RouteFilter and() {
        RouteFilter left = condition();
        while (takeWord("and")) {
            RouteFilter one = left;
            RouteFilter other = condition();
            left = event -> one.lets(event) && other.lets(event);
        }
        return left;
    }

    private RouteFilter condition() {
        if (takeSign("(")) {
            depth++;
            if (depth > MAX_DEPTH) {
                throw invalid("its parentheses are more than " + MAX_DEPTH + " deep");
            }
            RouteFilter inner = or();
            expect(")");
            depth--;
            return inner;
        }
        Token first = take();
        if (first.kind().equals("name")) {
            BiPredicate<String, String> function = function(first.text());
            if (function != null) {
                return call(function);
            } else if (first.text().equalsIgnoreCase("true") || first.text().equalsIgnoreCase("false")) {
                boolean all = first.text().equalsIgnoreCase("true");
                return event -> all;
            }
        }
        EventValue left = value(first);
        Token operator = take();
        EventValue right = value(take());
        return switch (operator.text()) {
            case "=" -> event -> EventValue.same(left.of(event), right.of(event));
            case "!=" -> event -> !EventValue.same(left.of(event), right.of(event));
            case "<" -> event -> EventValue.order(left.of(event), right.of(event), order -> order < 0);
            case "<=" -> event -> EventValue.order(left.of(event), right.of(event), order -> order <= 0);
            case ">" -> event -> EventValue.order(left.of(event), right.of(event), order -> order > 0);
            case ">=" -> event -> EventValue.order(left.of(event), right.of(event), order -> order >= 0);
            default -> throw invalid(operator.text() + " comes where a comparison should");
        };
    }

    private RouteFilter call(BiPredicate<String, String> function) {
        expect("(");
        EventValue text = value(take());
        expect(",");
        EventValue part = value(take());
        expect(")");
        return event -> text.of(event) instanceof String whole
                && part.of(event) instanceof String wanted
                && function.test(whole, wanted);
    }

    private static @Nullable BiPredicate<String, String> function(String name) {
        return switch (name) {
            case "STARTS_WITH" -> String::startsWith;
            case "ENDS_WITH" -> String::endsWith;
            case "CONTAINS" -> String::contains;
            default -> null;
        };
    }

    private static EventValue value(Token token) {
        return switch (token.kind()) {
            case "text" ->
                EventValue.constant(
                        token.text().substring(1, token.text().length() - 1).replaceAll("\\\\(.)", "$1"));
            case "number" -> EventValue.constant(Double.valueOf(token.text()));
            case "name" -> EventValue.named(token.text());
            default -> throw invalid(token.text() + " comes where a value should");
        };
    }

    private Token peek() {
        return next < tokens.size() ? tokens.get(next) : end;
    }

    private Token take() {
        Token token = peek();
        next++;
        return token;
    }

    private boolean takeWord(String word) {
        boolean there = peek().kind().equals("name") && peek().text().equalsIgnoreCase(word);
        next += there ? 1 : 0;
        return there;
    }

    private boolean takeSign(String sign) {
        boolean there = peek().kind().equals("sign") && peek().text().equals(sign);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String sign) {
        Token token = take();
        if (!token.text().equals(sign)) {
            throw invalid(token.text() + " comes where " + sign + " should");
        }
    }

    static TwinGraphException invalid(String why) {
        return new TwinGraphException(
                ErrorCode.EVENT_ROUTE_FILTER_INVALID, "The filter of the event route is invalid: " + why + ".");
    }
}
