package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.life.TwinLife;
import io.twinlifecycle.provisioning.Payload;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.article.ArticlesAlgorithm;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Device dev-1, its twin, a room, and the library's own factory and handler over a store in memory. */
final class OneDevice {

    static final DeviceId DEVICE = new DeviceId("dev-1");
    static final TwinId TWIN = new TwinId("dev-1");
    static final TwinId ROOM = new TwinId("room-1");

    final VirtualTime time = new VirtualTime();
    final InMemoryTwinStore store = new InMemoryTwinStore(time);
    private LifecycleSettings settings = LifecycleSettings.builder().time(time).build();
    private ModelId model = SampleModels.LIVING_THERMOSTAT;
    private TwinStore port = store;
    private RetirementHandler handler = new TwinRetirer(store, settings);

    OneDevice() {
        store.addModels(SampleModels.all());
        store.create(new NewTwin(ROOM, SampleModels.SPACE, Map.of()), deadline());
        store.forgetCalls();
    }

    void with(UnaryOperator<LifecycleSettings.Builder> change) {
        settings = change.apply(settings.toBuilder()).build();
        handler = new TwinRetirer(port, settings);
    }

    /** The library sees the store through this; what the test does itself goes to the store. */
    void through(TwinStore decorated) {
        port = decorated;
        handler = new TwinRetirer(port, settings);
    }

    /** Events are handled as the article does it. */
    void asInTheArticle() {
        handler = ArticlesAlgorithm.over(store, store, Map.of());
    }

    void modelWithLifeMapAlone() {
        model = new ModelId("dtmi:com:example:MapOnly;1");
        store.addModels(List.of("""
                {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:MapOnly;1", "@type": "Interface",
                 "contents": [{"@type": "Property", "name": "lifeMap", "schema": "string"}]}
                """));
    }

    TwinResult.Change registerFirst(String hub, int second) {
        return register(hub, second, true);
    }

    TwinResult.Change register(String hub, int second) {
        return register(hub, second, false);
    }

    private TwinResult.Change register(String hub, int second, boolean first) {
        TwinResult result = new TwinProvisioner(port, settings).findOrCreate(request(hub, second, first));
        assertThat(result).isInstanceOf(TwinResult.Ready.class);
        return ((TwinResult.Ready) result).change();
    }

    private TwinRequest request(String hub, int second, boolean first) {
        return new TwinRequest(
                new RegistrationId("dev-1"),
                DEVICE,
                new HubHost(hub),
                model,
                VirtualTime.START.plusSeconds(second),
                first,
                "group",
                Payload.absent(),
                deadline());
    }

    RetirementOutcome.Kind handle(LifecycleEvent.Kind kind, String hub, int second) {
        return handler.handle(event(kind, hub, second), deadline()).kind();
    }

    RetirementOutcome outcome(String hub, int second) {
        return handler.handle(event(LifecycleEvent.Kind.DELETED, hub, second), deadline());
    }

    RetirementOutcome.Kind deleted(String hub, int second) {
        return handle(LifecycleEvent.Kind.DELETED, hub, second);
    }

    LifecycleEvent event(LifecycleEvent.Kind kind, String hub, int second) {
        return new LifecycleEvent(
                kind,
                HubName.of(hub),
                DEVICE,
                VirtualTime.START.plusSeconds(second),
                Optional.empty(),
                Optional.of(model),
                Optional.empty());
    }

    Relationship relate(String source, String id, String name, String target) {
        Map<String, Object> properties = name.equals("contains") ? Map.of("since", "2024") : Map.of();
        Relationship relationship =
                new Relationship(new RelationshipRef(new TwinId(source), id), name, new TwinId(target), properties);
        assertThat(store.createRelationship(relationship, deadline())).isEqualTo(TwinStore.CreateOutcome.CREATED);
        return relationship;
    }

    Optional<StoredTwin> twin() {
        return store.peek(TWIN);
    }

    TwinLife life() {
        StoredTwin twin = twin().orElseThrow();
        return store.describe(twin.model(), deadline())
                .flatMap(LifeLocation::in)
                .map(location -> location.read(twin))
                .orElseThrow();
    }

    Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30), time);
    }
}
