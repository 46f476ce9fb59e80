package io.twinlifecycle.testkit.query;

import io.twinlifecycle.testkit.fuzz.FuzzTarget;
import io.twinlifecycle.testkit.fuzz.Must;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The query language. Whatever the text: rows, the same by pages as at once, or a refusal of bounded length. And a text that is quoted as
 * the language wants it never is more than a text.
 */
public final class QueryTarget implements FuzzTarget {

    private final QueryWorld world = new QueryWorld();

    @Override
    public String name() {
        return "query";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "SELECT * FROM digitaltwins",
                        "SELECT TOP(2) FROM DIGITALTWINS T WHERE T.targetTemperature >= 18 AND NOT T.isOn = false",
                        "SELECT COUNT() FROM DIGITALTWINS T WHERE IS_OF_MODEL(T, 'dtmi:com:example:Thermostat;1', exact)",
                        "SELECT T.$dtId AS id, T.sensor.maker FROM DIGITALTWINS T WHERE STARTSWITH(T.$dtId, 'thermo')",
                        "SELECT R.$sourceId FROM RELATIONSHIPS R WHERE R.$relationshipName IN ['contains','isIn'] OR R.priority > 1",
                        "SELECT F, R FROM DIGITALTWINS H JOIN F RELATED H.contains C JOIN R RELATED F.contains WHERE H.$dtId = 'hq'",
                        "SELECT A, B FROM DIGITALTWINS MATCH (A)-[r:contains|isIn*..3]->(B) WHERE A.$dtId = 'hq'",
                        "SELECT T.[[Group]] FROM DIGITALTWINS T WHERE T.serialNumber = 'D\\'Souza \\\\ 1'",
                        "SELECT * FROM digitaltwins T WHERE ARRAY_CONTAINS(T.floors, 1e2) AND IS_NULL(T.x) AND T.y = -1.5",
                        "{\"_rc\":[\"thermo1\"],\"_q\":\"SELECT * FROM digitaltwins\",\"_tr\":1,\"_pn\":1}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        if (text.startsWith("{")) {
            refusable(() -> TwinQuery.nextPage(world.graph.queryView(), text, 2));
            return;
        }
        refusable(() -> checkPages(text));
        checkQuoted(text);
    }

    private void checkPages(String query) {
        List<Map<String, Object>> all = TwinQuery.rows(world.graph.queryView(), query);
        List<Map<String, Object>> paged = new ArrayList<>();
        QueryPage page = TwinQuery.firstPage(world.graph.queryView(), query, 3);
        paged.addAll(page.items());
        Optional<String> next = page.continuationToken();
        while (next.isPresent()) {
            page = TwinQuery.nextPage(world.graph.queryView(), next.get(), 3);
            Must.hold(!page.items().isEmpty(), () -> "an empty page");
            paged.addAll(page.items());
            next = page.continuationToken();
        }
        Must.hold(paged.equals(all), () -> "pages have " + paged.size() + " rows and not " + all.size());
    }

    private void checkQuoted(String text) {
        if (text.length() > 3_000) {
            return;
        }
        String literal = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        List<Map<String, Object>> rows =
                world.rows("SELECT T.$dtId AS id FROM DIGITALTWINS T WHERE T.$dtId = " + literal);
        Must.hold(
                rows.isEmpty() || rows.equals(List.of(Map.of("id", text))),
                () -> "a quoted text is more than a text: " + rows);
    }

    private static void refusable(Runnable work) {
        try {
            work.run();
        } catch (QueryException e) {
            int length = String.valueOf(e.getMessage()).length();
            Must.hold(length <= 9_000, () -> "a message of " + length + " characters");
        }
    }
}
