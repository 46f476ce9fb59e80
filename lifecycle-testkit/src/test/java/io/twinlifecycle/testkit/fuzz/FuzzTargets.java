package io.twinlifecycle.testkit.fuzz;

import io.twinlifecycle.testkit.adt.AdtTarget;
import io.twinlifecycle.testkit.dps.DpsTarget;
import io.twinlifecycle.testkit.eventhubs.AmqpTarget;
import io.twinlifecycle.testkit.eventhubs.EventHubsTarget;
import io.twinlifecycle.testkit.iothub.HubTarget;
import io.twinlifecycle.testkit.query.QueryTarget;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All places where foreign bytes come in. */
final class FuzzTargets {

    private static final Map<String, Supplier<FuzzTarget>> ALL = Map.ofEntries(
            Map.entry("webhook", WebhookTarget::new),
            Map.entry("answer", AnswerTarget::new),
            Map.entry("event", EventTarget::new),
            Map.entry("dtdl", DtdlTarget::new),
            Map.entry("values", ValuesTarget::new),
            Map.entry("adt", AdtTarget::new),
            Map.entry("query", QueryTarget::new),
            Map.entry("dps", DpsTarget::new),
            Map.entry("iothub", HubTarget::new),
            Map.entry("eventhubs", EventHubsTarget::new),
            Map.entry("amqp", AmqpTarget::new));

    private FuzzTargets() {}

    static List<String> names() {
        return ALL.keySet().stream().sorted().toList();
    }

    static FuzzTarget named(String name) {
        Supplier<FuzzTarget> target = ALL.get(name);
        if (target == null) {
            throw new IllegalArgumentException("there is no target " + name + "; there are " + names());
        }
        return target.get();
    }
}
