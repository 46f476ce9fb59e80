package io.twinlifecycle.testkit.hubquery;

/** Reads the condition of a route: any expression, with all functions. */
public final class RouteCondition {

    private RouteCondition() {}

    /**
     * The condition that a text is.
     *
     * @throws HubQueryException if it is none
     */
    public static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(Tokenizer.tokens(text), function -> true);
        Expression condition = parser.or();
        parser.requireEnd();
        return condition;
    }
}
