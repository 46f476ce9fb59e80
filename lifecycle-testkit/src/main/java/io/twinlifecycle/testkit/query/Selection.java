package io.twinlifecycle.testkit.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a query returns of each row. */
sealed interface Selection {

    /** The twin or relationship as it is, of a query over one collection. */
    record Whole(String collection) implements Selection {}

    /** How many rows there are, in one row. */
    record Count() implements Selection {}

    /** Some columns. */
    record Columns(List<Column> columns) implements Selection {}

    /**
     * A column.
     *
     * @param ref a property, or a whole twin or relationship
     * @param label its name in the result
     */
    record Column(Ref ref, String label) {}

    /** The rows as they are returned; a property that is not there leaves no trace. */
    default List<Map<String, Object>> of(List<Row> rows) {
        if (this instanceof Count) {
            return List.of(Map.of("COUNT", rows.size()));
        }
        List<Map<String, Object>> results = new ArrayList<>();
        rows.forEach(row -> results.add(of(row)));
        return results;
    }

    private Map<String, Object> of(Row row) {
        if (this instanceof Whole whole) {
            return row.item(whole.collection()).document();
        }
        Map<String, Object> result = new LinkedHashMap<>();
        for (Column column : ((Columns) this).columns()) {
            Object value = row.value(column.ref());
            if (value != Values.UNDEFINED) {
                result.put(column.label(), value);
            }
        }
        return result;
    }
}
