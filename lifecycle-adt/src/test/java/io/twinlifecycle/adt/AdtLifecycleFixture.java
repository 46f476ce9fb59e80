package io.twinlifecycle.adt;

import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;

/** The adapter's factory and handler over the real client, the local server, and a graph that the rule reaches by the back door. */
final class AdtLifecycleFixture implements LifecycleFixture {

    private final LocalAdt server;
    private final InMemoryTwinStore backDoor;
    private final AdtTwinStore store;
    private final LifecycleSettings settings;

    AdtLifecycleFixture(List<String> models, LifecycleSettings settings) {
        this.settings = settings;
        TwinGraph graph = new TwinGraph(settings.time());
        backDoor = new InMemoryTwinStore(graph);
        backDoor.addModels(models);
        server = LocalAdt.start(graph);
        store = new AdtTwinStore(
                LoopbackClients.builder(server.httpEndpoint().getPort()).buildAsyncClient(), settings.time());
    }

    @Override
    public TwinFactory factory() {
        return AdtTwinFactory.over(store, settings);
    }

    @Override
    public RetirementHandler handler() {
        return AdtRetirementHandler.over(store, settings);
    }

    @Override
    public TwinStore store() {
        return backDoor;
    }

    @Override
    public void beforeNextTwinWrite(Runnable action) {
        server.faults().add(1, AdtLifecycleFixture::isTwinWrite, new HttpFault.Before(action));
    }

    private static boolean isTwinWrite(HttpCall call) {
        return (call.method().equals("PATCH") || call.method().equals("DELETE"))
                && call.path().matches("/digitaltwins/[^/]+");
    }

    LocalAdt server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
