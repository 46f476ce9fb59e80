package io.twinlifecycle.testkit.query;

import io.twinlifecycle.ModelId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads calls of functions. Their names are keywords, in any case. */
final class FunctionParser {

    private static final Map<String, Predicate<@Nullable Object>> TYPES = Map.of(
            "IS_DEFINED", value -> true,
            "IS_NULL", value -> value == null,
            "IS_BOOL", value -> value instanceof Boolean,
            "IS_NUMBER", value -> value instanceof Number,
            "IS_STRING", value -> value instanceof String,
            "IS_OBJECT", value -> value instanceof Map,
            "IS_PRIMITIVE", Values::isPrimitive);

    private final Cursor cursor;
    private final Scope scope;

    FunctionParser(Cursor cursor, Scope scope) {
        this.cursor = cursor;
        this.scope = scope;
    }

    Condition read() {
        Lexeme name = cursor.next();
        cursor.expect("(");
        String function = name.text().toUpperCase(Locale.ROOT);
        Predicate<@Nullable Object> type = TYPES.get(function);
        Condition condition;
        if (type != null) {
            condition = new Condition.IsOfType(scope.resolveProperty(cursor.path()), type);
        } else if (function.equals("IS_OF_MODEL")) {
            condition = isOfModel(name);
        } else {
            condition = has(name, function);
        }
        cursor.expect(")");
        return condition;
    }

    private Condition has(Lexeme name, String function) {
        Optional<Containment> containment = Arrays.stream(Containment.values())
                .filter(each -> each.name().equals(function))
                .findFirst();
        if (containment.isEmpty()) {
            throw QueryException.at(name, "there is no function " + name.shown());
        }
        Ref ref = scope.resolveProperty(cursor.path());
        boolean ofArray = containment.get() == Containment.ARRAY_CONTAINS;
        if (ofArray && !scope.holdsTwins(ref.collection())) {
            throw QueryException.at(name, "ARRAY_CONTAINS is not supported on properties of relationships");
        }
        cursor.expect(",");
        return new Condition.Has(ref, containment.get(), ofArray ? Literals.read(cursor) : Literals.text(cursor));
    }

    private Condition isOfModel(Lexeme name) {
        String collection;
        if (cursor.peek().isName()) {
            Lexeme given = cursor.next();
            collection = given.text();
            if (!scope.holdsTwins(collection)) {
                throw QueryException.at(
                        given, "IS_OF_MODEL needs a collection of twins, which " + given.shown() + " is not");
            }
            cursor.expect(",");
        } else {
            collection = scope.only(name);
            if (!scope.holdsTwins(collection)) {
                throw QueryException.at(name, "relationships have no model");
            }
        }
        Lexeme place = cursor.peek();
        String model = Literals.text(cursor);
        if (!ModelId.isValid(model)) {
            throw QueryException.notImitated(place, place.shown() + " is no DTMI.");
        }
        boolean exact = cursor.accept(",");
        if (exact) {
            cursor.expect("exact");
        }
        return new Condition.IsOfModel(collection, new ModelId(model), exact);
    }
}
