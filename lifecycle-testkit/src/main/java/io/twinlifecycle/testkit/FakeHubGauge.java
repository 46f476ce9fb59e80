package io.twinlifecycle.testkit;

import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.policy.HubGauge;
import io.twinlifecycle.policy.HubLoad;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A gauge that shows what it was told, can be told to fail, and records what it was asked. A hub of which it was told nothing is unknown
 * to it.
 *
 * <p>Safe for use by many threads.
 */
public final class FakeHubGauge implements HubGauge {

    private enum Operation {
        READ
    }

    private final Map<HubName, HubLoad> loads = new ConcurrentHashMap<>();
    private final CallScript<Operation, HubName> script = new CallScript<>();

    /** A gauge that knows no hub yet. */
    public FakeHubGauge() {}

    /** Shows this load from now on. */
    public void show(HubName hub, HubLoad load) {
        loads.put(hub, load);
    }

    /** Makes the next reading fail. */
    public void failNext(LifecycleException failure) {
        script.failNext(Operation.READ, failure);
    }

    /** The hubs that were asked for so far, in order, failed readings included. */
    public List<HubName> readings() {
        return script.calls();
    }

    @Override
    public Optional<HubLoad> read(HubName hub) {
        return script.run(Operation.READ, hub, () -> Optional.ofNullable(loads.get(hub)));
    }
}
