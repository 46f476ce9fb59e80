package io.twinlifecycle.testkit.eventhubs;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All hubs of the namespace; names compare ignoring case. Safe for use by many threads. */
final class EventStore {

    private final Map<String, Hub> hubs;

    EventStore(Collection<Hub> hubs) {
        this.hubs =
                hubs.stream().collect(Collectors.toUnmodifiableMap(hub -> Hub.folded(hub.name()), Function.identity()));
    }

    /**
     * The hub of this name.
     *
     * @throws Refusal if there is none
     */
    Hub hub(String name) {
        Hub hub = hubs.get(Hub.folded(name));
        if (hub == null) {
            throw Refusal.notFound(name);
        }
        return hub;
    }

    /**
     * The partition that a path names.
     *
     * @throws Refusal if there is none, or no such consumer group
     */
    Partition partition(EntityPath path) {
        Hub hub = hub(path.hub());
        if (path.group() != null && !hub.hasGroup(path.group())) {
            throw Refusal.notFound(path.text());
        }
        return hub.partition(String.valueOf(path.partition())).orElseThrow(() -> Refusal.notFound(path.text()));
    }
}
