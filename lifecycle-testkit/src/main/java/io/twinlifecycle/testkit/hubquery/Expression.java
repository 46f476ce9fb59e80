package io.twinlifecycle.testkit.hubquery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression. Its value is a JSON value or {@link Undefined}. Immutable and safe for use by many threads.
 *
 * <p>The documentation says that a condition which comes to null or undefined counts as false. It does not say what NOT makes of undefined;
 * here it stays undefined, so that {@code NOT (floor = 1)} is false of what has no floor. AND and OR are decided by a part that decides
 * them.
 */
public sealed interface Expression {

    /** Its value for a document. */
    @Nullable
    Object value(Fields fields);

    /** Says whether a document meets it as a condition. */
    default boolean isTrue(Fields fields) {
        return Boolean.TRUE.equals(value(fields));
    }

    /** A constant. */
    record Constant(@Nullable Object constant) implements Expression {
        @Override
        public @Nullable Object value(Fields fields) {
            return constant;
        }
    }

    /** An array of constants. */
    record Array(List<Expression> members) implements Expression {
        @Override
        public Object value(Fields fields) {
            List<@Nullable Object> values = new ArrayList<>();
            members.forEach(member -> values.add(member.value(fields)));
            return values;
        }
    }

    /** What a name stands for. */
    record Named(Reference reference) implements Expression {
        @Override
        public @Nullable Object value(Fields fields) {
            return fields.find(reference);
        }
    }

    /** A function of values. */
    record Call(HubFunction function, List<Expression> arguments) implements Expression {
        @Override
        public @Nullable Object value(Fields fields) {
            List<@Nullable Object> values = new ArrayList<>();
            arguments.forEach(argument -> values.add(argument.value(fields)));
            return function.of(values);
        }
    }

    /** An operator between two values. */
    record Binary(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public @Nullable Object value(Fields fields) {
            return operator.of(left.value(fields), right.value(fields));
        }
    }

    /** True unless a part is not. */
    record And(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Fields fields) {
            return decide(fields, left, right, false);
        }
    }

    /** True if a part is. */
    record Or(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Fields fields) {
            return decide(fields, left, right, true);
        }
    }

    /** The opposite. */
    record Not(Expression part) implements Expression {
        @Override
        public Object value(Fields fields) {
            return part.value(fields) instanceof Boolean truth ? !truth : Undefined.UNDEFINED;
        }
    }

    private static Object decide(Fields fields, Expression left, Expression right, boolean decisive) {
        Object first = left.value(fields);
        if (first instanceof Boolean truth && truth == decisive) {
            return decisive;
        }
        Object second = right.value(fields);
        if (second instanceof Boolean truth && truth == decisive) {
            return decisive;
        }
        return first instanceof Boolean && second instanceof Boolean ? !decisive : Undefined.UNDEFINED;
    }
}
