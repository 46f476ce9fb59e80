package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.life.TwinLife;
import io.twinlifecycle.provisioning.Payload;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.twins.LifecycleSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** What the rules of factories and handlers share: a device, two hubs, a room, and short ways to say things. */
abstract class LifecycleSuite {

    static final DeviceId DEVICE = new DeviceId("dev-1");
    static final TwinId TWIN = new TwinId("dev-1");
    static final TwinId ROOM = new TwinId("room-1");
    static final HubHost HUB_A = new HubHost("hub-a.azure-devices.net");
    static final HubHost HUB_B = new HubHost("hub-b.azure-devices.net");
    static final ModelId MODEL = SampleModels.LIVING_THERMOSTAT;

    /** When the story begins; {@link #at} counts from here. */
    static final Instant T0 = VirtualTime.START;

    final VirtualTime time = new VirtualTime();
    private Optional<LifecycleFixture> fixture = Optional.empty();

    /**
     * A factory and a handler with these settings, over a store that holds these models and nothing else.
     *
     * @param models DTDL interfaces, one JSON object each; each comes after those that it needs
     */
    protected abstract LifecycleFixture newFixture(List<String> models, LifecycleSettings settings);

    @AfterEach
    void closeFixture() {
        fixture.ifPresent(LifecycleFixture::close);
    }

    final LifecycleSettings.Builder settings() {
        return LifecycleSettings.builder().time(time);
    }

    final LifecycleFixture open(LifecycleSettings.Builder settings) {
        LifecycleFixture opened = newFixture(SampleModels.all(), settings.build());
        fixture = Optional.of(opened);
        return opened;
    }

    final LifecycleFixture open() {
        return open(settings());
    }

    final LifecycleFixture opened() {
        return fixture.orElseThrow(() -> new AssertionError("the rule opened no fixture"));
    }

    final Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30), time);
    }

    static Instant at(double second) {
        return T0.plusMillis(Math.round(second * 1_000));
    }

    final TwinRequest request(DeviceId device, HubHost hub, ModelId model, Instant when, boolean first) {
        return new TwinRequest(
                new RegistrationId("reg-1"), device, hub, model, when, first, "group", Payload.absent(), deadline());
    }

    /** A later registration of the device. */
    final TwinResult register(HubHost hub, double second) {
        return opened().factory().findOrCreate(request(DEVICE, hub, MODEL, at(second), false));
    }

    /** The first registration of the device. */
    final TwinResult registerFirst(HubHost hub, double second) {
        return opened().factory().findOrCreate(request(DEVICE, hub, MODEL, at(second), true));
    }

    final RetirementOutcome.Kind deleted(HubHost hub, double second) {
        return handle(event(LifecycleEvent.Kind.DELETED, DEVICE, hub, second)).kind();
    }

    final RetirementOutcome.Kind created(HubHost hub, double second) {
        return handle(event(LifecycleEvent.Kind.CREATED, DEVICE, hub, second)).kind();
    }

    final RetirementOutcome handle(LifecycleEvent event) {
        return opened().handler().handle(event, deadline());
    }

    static LifecycleEvent event(LifecycleEvent.Kind kind, DeviceId device, HubHost hub, double second) {
        return new LifecycleEvent(
                kind, hub.name(), device, at(second), Optional.empty(), Optional.of(MODEL), Optional.empty());
    }

    /** A deletion whose body has the tag {@code dtId}, and says nothing of the model. */
    static LifecycleEvent tagged(DeviceId device, TwinId twin) {
        return new LifecycleEvent(
                LifecycleEvent.Kind.DELETED,
                HUB_A.name(),
                device,
                at(10),
                Optional.of(twin),
                Optional.empty(),
                Optional.empty());
    }

    final TwinStore store() {
        return opened().store();
    }

    final void givenTwin(TwinId id, ModelId model, Map<String, Object> contents) {
        assertThat(store().create(new NewTwin(id, model, contents), deadline()))
                .as("creation of %s, which the rule needs", id)
                .isEqualTo(TwinStore.CreateOutcome.CREATED);
    }

    /** Contents with the component that every thermostat must have. */
    static Map<String, Object> withSensor(Map<String, Object> properties) {
        Map<String, Object> contents = new LinkedHashMap<>(properties);
        contents.put("sensor", Map.of("$metadata", Map.of()));
        return contents;
    }

    final Relationship givenRelationship(TwinId source, String id, String name, TwinId target) {
        Map<String, Object> properties = name.equals("contains") ? Map.of("since", "2024") : Map.of();
        Relationship relationship = new Relationship(new RelationshipRef(source, id), name, target, properties);
        assertThat(store().createRelationship(relationship, deadline()))
                .as("creation of relationship %s, which the rule needs", id)
                .isEqualTo(TwinStore.CreateOutcome.CREATED);
        return relationship;
    }

    /** Somebody else sets a property, as telemetry does. */
    final void setByOthers(TwinId id, String property, Object value) {
        StoredTwin twin = stored(id);
        assertThat(store().patch(id, twin.etag(), TwinPatch.empty().set(List.of(property), value), deadline()))
                .isEqualTo(TwinStore.WriteOutcome.DONE);
    }

    final Optional<StoredTwin> find(TwinId id) {
        return store().find(id, deadline());
    }

    final StoredTwin stored(TwinId id) {
        return find(id).orElseThrow(() -> new AssertionError("there is no twin " + id));
    }

    final TwinLife life() {
        StoredTwin twin = stored(TWIN);
        return store().describe(twin.model(), deadline())
                .flatMap(LifeLocation::in)
                .map(location -> location.read(twin))
                .orElseThrow(() -> new AssertionError("model " + twin.model() + " keeps no life map"));
    }

    final boolean exists(Relationship relationship) {
        return store().findRelationship(relationship.ref(), deadline()).isPresent();
    }

    final int countRelationships(TwinId id) {
        int count = 0;
        Optional<String> next = Optional.empty();
        do {
            Page<Relationship> page = store().outgoing(id, next, deadline());
            count += page.items().size();
            next = page.next();
        } while (next.isPresent());
        do {
            Page<RelationshipRef> page = store().incoming(id, next, deadline());
            count += page.items().size();
            next = page.next();
        } while (next.isPresent());
        return count;
    }
}
