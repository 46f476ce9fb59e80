package io.twinlifecycle.testkit.hubquery;

import io.twinlifecycle.testkit.hubquery.Token.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions. From loose to tight: OR, AND, NOT, comparison, sum, product. What the documentation does not list is refused.
 */
final class ExpressionParser {

    /** Nested parentheses, functions and NOTs; a bound for the stack. */
    private static final int MAX_DEPTH = 64;

    private static final List<String> WORDS = List.of("AND", "OR", "NOT", "IN", "NIN", "SELECT", "FROM", "WHERE");

    private final List<Token> tokens;
    private final Predicate<String> allowedFunctions;
    private int at;
    private int depth;

    /**
     * A parser.
     *
     * @param allowedFunctions says by its name in upper case which function may be called
     */
    ExpressionParser(List<Token> tokens, Predicate<String> allowedFunctions) {
        this.tokens = tokens;
        this.allowedFunctions = allowedFunctions;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token take() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean takeIf(String word) {
        boolean matches = peek().is(word);
        if (matches) {
            take();
        }
        return matches;
    }

    void require(String word) {
        if (!takeIf(word)) {
            throw HubQueryException.at(peek(), word + " is expected here");
        }
    }

    void requireEnd() {
        if (peek().kind() != Kind.END) {
            throw HubQueryException.at(peek(), "the end is expected here");
        }
    }

    Expression or() {
        if (++depth > MAX_DEPTH) {
            throw HubQueryException.at(peek(), "this nests deeper than " + MAX_DEPTH);
        }
        Expression left = and();
        while (takeIf("OR")) {
            left = new Expression.Or(left, and());
        }
        depth--;
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (takeIf("AND")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        boolean negative = false;
        while (takeIf("NOT")) {
            negative = !negative;
        }
        Expression part = comparison();
        return negative ? new Expression.Not(part) : part;
    }

    private Expression comparison() {
        Expression left = sum();
        Operator operator = Operator.comparison(peek());
        if (operator == null) {
            return left;
        }
        take();
        Expression compared = new Expression.Binary(operator, left, sum());
        if (Operator.comparison(peek()) != null) {
            throw HubQueryException.at(peek(), "comparisons do not chain; say AND");
        }
        return compared;
    }

    private Expression sum() {
        Expression left = product();
        for (Operator operator = Operator.sum(peek()); operator != null; operator = Operator.sum(peek())) {
            take();
            left = new Expression.Binary(operator, left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = atom();
        for (Operator operator = Operator.product(peek()); operator != null; operator = Operator.product(peek())) {
            take();
            left = new Expression.Binary(operator, left, atom());
        }
        return left;
    }

    private Expression atom() {
        Token token = take();
        return switch (token.kind()) {
            case STRING -> new Expression.Constant(token.text());
            case NUMBER -> new Expression.Constant(number(token, false));
            case NAME -> named(token);
            case SYMBOL -> symbol(token);
            case END -> throw HubQueryException.at(token, "a value is expected here");
        };
    }

    private Expression symbol(Token token) {
        if (token.is("(")) {
            Expression inner = or();
            require(")");
            return inner;
        }
        if (token.is("[")) {
            return new Expression.Array(list("]", this::constant));
        }
        if (token.is("-") && peek().kind() == Kind.NUMBER) {
            return new Expression.Constant(number(take(), true));
        }
        throw HubQueryException.at(token, "a value is expected here");
    }

    private Expression constant() {
        Token first = peek();
        Expression member = first.is("[") || first.is("(") ? null : atom();
        if (!(member instanceof Expression.Constant)) {
            throw HubQueryException.at(first, "an array may have constants only");
        }
        return member;
    }

    private Expression named(Token token) {
        if (token.is("true") || token.is("false")) {
            return new Expression.Constant(token.is("true"));
        }
        if (token.is("null") || token.is("undefined")) {
            return new Expression.Constant(token.is("null") ? null : Undefined.UNDEFINED);
        }
        if (WORDS.stream().anyMatch(token::is)) {
            throw HubQueryException.at(token, "a value is expected here");
        }
        return takeIf("(") ? call(token) : new Expression.Named(reference(token));
    }

    private Expression call(Token name) {
        HubFunction function = HubFunction.named(name.text());
        if (function == null || !allowedFunctions.test(function.name())) {
            throw HubQueryException.at(name, "there is no such function here");
        }
        List<Expression> arguments = peek().is(")") ? List.of() : list(")", this::or);
        if (peek().is(")") && arguments.isEmpty()) {
            take();
        }
        if (arguments.size() < function.least() || arguments.size() > function.most()) {
            throw HubQueryException.at(name, "this function does not take " + arguments.size() + " arguments");
        }
        return new Expression.Call(function, arguments);
    }

    private List<Expression> list(String end, Supplier<Expression> member) {
        List<Expression> members = new ArrayList<>();
        do {
            members.add(member.get());
        } while (takeIf(","));
        require(end);
        return members;
    }

    /** The rest of a path that starts with this name. */
    Reference reference(Token first) {
        List<Object> path = new ArrayList<>();
        path.add(first.text());
        while (peek().is(".") || peek().is("[")) {
            boolean isName = take().is(".");
            Token step = take();
            if (isName && step.kind() == Kind.NAME) {
                path.add(step.text());
            } else if (!isName && step.kind() == Kind.NUMBER && step.text().matches("\\d{1,9}")) {
                path.add(Integer.valueOf(step.text()));
                require("]");
            } else {
                throw HubQueryException.at(step, isName ? "a name is expected here" : "an index is expected here");
            }
        }
        return new Reference(path);
    }

    private static BigDecimal number(Token token, boolean negative) {
        String text = token.text();
        BigDecimal number =
                text.startsWith("0x") ? new BigDecimal(new BigInteger(text.substring(2), 16)) : new BigDecimal(text);
        return negative ? number.negate() : number;
    }

    @Nullable
    Token nameOrNull() {
        return peek().kind() == Kind.NAME && WORDS.stream().noneMatch(peek()::is) ? take() : null;
    }
}
