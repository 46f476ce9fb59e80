package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fuzz.FuzzTarget;
import io.twinlifecycle.testkit.fuzz.FuzzedExchange;
import io.twinlifecycle.testkit.fuzz.LocalAnswers;
import io.twinlifecycle.testkit.fuzz.Must;
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The local Azure Digital Twins: paths, headers, JSON patches, twins, relationships, models and queries. It always answers, and in JSON. */
public final class AdtTarget implements FuzzTarget {

    /** What was written is forgotten after so many inputs: few enough to find out which did it. */
    private static final int RUNS_OF_ONE_WORLD = 64;

    private static final String AUTHORIZED = "\nAuthorization: Bearer token\n";

    private static final List<String> WORLD = List.of(
            put(
                    "/digitaltwins/room1",
                    "{\"$metadata\":{\"$model\":\"dtmi:com:example:Space;1\"},\"areaInSquareMetres\":20.5}"),
            put(
                    "/digitaltwins/t1",
                    "{\"$metadata\":{\"$model\":\"dtmi:com:example:Thermostat;1\"},\"sensor\":{\"$metadata\":{}},"
                            + "\"targetTemperature\":18,\"isOn\":true}"),
            put("/digitaltwins/t1/relationships/r1", "{\"$relationshipName\":\"isIn\",\"$targetId\":\"room1\"}"));

    private AdtService service = world();
    private int runs;

    @Override
    public String name() {
        return "adt";
    }

    @Override
    public List<byte[]> seeds() {
        Stream<String> seeds = Stream.of(
                get("/digitaltwins/t1"),
                get("/digitaltwins/t1/relationships?relationshipName=isIn"),
                get("/digitaltwins/room1/incomingrelationships"),
                get("/models?includeModelDefinition=true&dependenciesFor=dtmi%3Acom%3Aexample%3AThermostat%3B1"),
                "GET /models" + AUTHORIZED + "max-items-per-page: 2\nHost: a\"b\n\n",
                patch("/digitaltwins/t1", "[{\"op\":\"replace\",\"path\":\"/targetTemperature\",\"value\":21}]"),
                patch(
                        "/digitaltwins/t1",
                        "[{\"op\":\"add\",\"path\":\"/sensor/maker\",\"value\":\"a\"},{\"op\":\"remove\",\"path\":\"/isOn\"}]"),
                patch(
                        "/digitaltwins/t1",
                        "[{\"op\":\"add\",\"path\":\"/$metadata/isOn/sourceTime\",\"value\":\"2026-01-02T03:04:05Z\"}]"),
                patch(
                        "/digitaltwins/t1",
                        "[{\"op\":\"replace\",\"path\":\"/$metadata/$model\",\"value\":\"dtmi:com:example:Thermostat;2\"}]"),
                patch(
                        "/digitaltwins/t1/components/sensor",
                        "[{\"op\":\"add\",\"path\":\"/~0~1\",\"value\":{\"a\":1e400}}]"),
                patch("/digitaltwins/t1/relationships/r1", "[{\"op\":\"add\",\"path\":\"/since\",\"value\":\"x\"}]"),
                "DELETE /digitaltwins/t1" + AUTHORIZED + "If-Match: W/\"00000000-0000-0000-0000-000000000000\"\n\n",
                "POST /query" + AUTHORIZED + "\n{\"query\":\"SELECT * FROM digitaltwins T WHERE T.$dtId = 't1'\"}",
                "POST /query" + AUTHORIZED
                        + "\n{\"continuationToken\":\"{\\\"_rc\\\":[\\\"t1\\\"],\\\"_q\\\":\\\"SELECT * FROM digitaltwins\\\",\\\"_tr\\\":1,\\\"_pn\\\":1}\"}",
                "POST /models" + AUTHORIZED + "\n[" + SampleModels.dtdl(SampleModels.HELD_LIFE_THERMOSTAT) + "]",
                "POST /digitaltwins/t1/telemetry" + AUTHORIZED
                        + "Message-Id: 1\nTelemetry-Source-Time: 2026-01-02T03:04:05Z\n\n{\"t\":1}",
                put("/eventroutes/route1", "{\"endpointName\":\"e\",\"filter\":\"true\"}"),
                put("/jobs/imports/job1", "{\"inputBlobUri\":\"https://a/b\",\"outputBlobUri\":\"https://a/c\"}"));
        return Stream.concat(WORLD.stream(), seeds)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        if (++runs % RUNS_OF_ONE_WORLD == 0) {
            service = world();
        }
        FuzzedExchange.of(data).ifPresent(exchange -> {
            Must.hold(service.maxBody(exchange) > 0, () -> "no limit");
            LocalAnswers.check(service.answer(exchange, exchange.body()));
        });
    }

    private static AdtService world() {
        TwinGraph graph = new TwinGraph(new VirtualTime());
        graph.models().addTexts(SampleModels.all());
        AdtService service = new AdtService(graph);
        for (String text : WORLD) {
            FuzzedExchange exchange =
                    FuzzedExchange.of(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
            int status = service.answer(exchange, exchange.body()).status();
            Must.hold(status == 200, () -> status + " to " + text);
        }
        return service;
    }

    private static String get(String path) {
        return "GET " + path + AUTHORIZED + "\n";
    }

    private static String put(String path, String body) {
        return "PUT " + path + AUTHORIZED + "If-None-Match: *\n\n" + body;
    }

    private static String patch(String path, String body) {
        return "PATCH " + path + AUTHORIZED + "If-Match: *\n\n" + body;
    }
}
