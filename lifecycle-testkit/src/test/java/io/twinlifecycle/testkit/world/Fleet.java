package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.retirement.RetirementListener;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.graph.GraphRelationship;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The whole library around a device world: webhook, provisioner, processor and retirer over one store in memory. */
public final class Fleet {

    static final TwinId BUILDING = new TwinId("building");

    public final VirtualTime time = new VirtualTime();
    public final DeviceWorld world = new DeviceWorld(time);
    public final InMemoryTwinStore store = new InMemoryTwinStore(time);
    final List<EventEnvelope> events = new CopyOnWriteArrayList<>();
    private final RecordingDeadLetterSink parked = new RecordingDeadLetterSink();
    private final LifecycleEventProcessor processor;
    public final ProvisioningWebhook webhook;
    public final SymmetricKeys groupKeys = SymmetricKeys.generate();

    private final Map<String, List<String>> diary = new ConcurrentHashMap<>();

    /** Which hub the policy chooses for a device; the first linked one if it does not say. */
    volatile Function<DeviceId, Optional<String>> choice = device -> Optional.empty();

    public Fleet(String... hubs) {
        store.addModels(SampleModels.all());
        store.graph().twins().put(BUILDING, Map.of("$metadata", Map.of("$model", SampleModels.SPACE.value())), true);
        LifecycleSettings settings = LifecycleSettings.builder()
                .creationEventsRouted(true)
                .registry(world.registry())
                .modelOfCreatedDevices(SampleModels.LIVING_THERMOSTAT)
                .time(time)
                .build();
        webhook = ProvisioningWebhook.builder(
                        request -> new AllocationDecision.Assign(
                                choice.apply(request.deviceId())
                                        .map(DeviceWorld::host)
                                        .orElse(request.linkedHubs().get(0)),
                                "choice"),
                        new TwinProvisioner(store, settings))
                .time(time)
                .listener(record -> note(
                        record.request()
                                .map(request -> request.deviceId().value())
                                .orElse("?"),
                        "webhook " + record.status() + " "
                                + record.decision().map(Object::toString).orElse("") + " "
                                + record.twin().map(Object::toString).orElse("")))
                .build();
        processor = LifecycleEventProcessor.builder(new TwinRetirer(store, settings))
                .deadLetterSink(parked)
                .listener(new RetirementListener() {
                    @Override
                    public void onOutcome(
                            EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
                        event.ifPresent(about -> note(
                                about.deviceId().value(),
                                about.kind() + " " + about.hub() + " of " + about.time() + ": " + outcome.kind() + ", "
                                        + outcome.why()));
                    }
                })
                .timeSource(time)
                .random(() -> 0.5)
                .build();
        List.of(hubs).forEach(world::addHub);
        world.dps().enroll(DeviceEnrollment.group("thermostats", groupKeys).custom(webhook::handle));
        world.onEvent(event -> {
            events.add(event);
            handle(event);
        });
    }

    void handle(EventEnvelope event) {
        if (!processor.process(event).isSafe()) {
            throw new AssertionError(event + " was neither handled nor parked");
        }
    }

    RegistrationRecord register(DeviceId device) {
        return world.dps()
                .register(RegistrationRequest.of(device.value()).withModel(SampleModels.LIVING_THERMOSTAT.value()));
    }

    private void note(String device, String what) {
        diary.computeIfAbsent(device, key -> new CopyOnWriteArrayList<>()).add(time.now() + " " + what);
    }

    /** Parked events are handled again, as an operator does when the trouble is over. */
    void replayParked() {
        List<DeadLetter> letters = parked.letters();
        letters.forEach(letter -> handle(letter.event()));
    }

    boolean isOnAHub(DeviceId device) {
        return world.hubs().stream().anyMatch(hub -> hub.find(device).isPresent());
    }

    public boolean hasTwin(DeviceId device) {
        return store.peek(twin(device)).isPresent();
    }

    /** Somebody places the device in the building, and the device in something of its own. */
    void place(DeviceId device) {
        relate(BUILDING, "contains-" + device, "contains", twin(device));
        relate(twin(device), "isIn", "isIn", BUILDING);
    }

    List<GraphRelationship> relationshipsOf(DeviceId device) {
        return store.graph().relationships().all().stream()
                .filter(each -> each.source().equals(twin(device))
                        || Objects.equals(
                                each.document().get("$targetId"), twin(device).value()))
                .toList();
    }

    List<String> wrongs(List<DeviceId> devices, Function<DeviceId, Boolean> mayHaveAGhost) {
        List<String> wrongs = new ArrayList<>();
        for (DeviceId device : devices) {
            if (isOnAHub(device) && !hasTwin(device)) {
                wrongs.add("P1: " + device + " lives, but has no twin" + lastOf(device));
            }
            if (!isOnAHub(device) && hasTwin(device) && !mayHaveAGhost.apply(device)) {
                wrongs.add("P2: " + device + " is gone, but its twin is there: "
                        + store.peek(twin(device)).orElseThrow().contents() + lastOf(device));
            }
            if (!hasTwin(device) && !relationshipsOf(device).isEmpty()) {
                wrongs.add("P2: " + device + " has no twin, but relationships " + relationshipsOf(device));
            }
        }
        return wrongs;
    }

    private String lastOf(DeviceId device) {
        List<String> all = diary.getOrDefault(device.value(), List.of());
        return "\n  " + String.join("\n  ", all.subList(Math.max(0, all.size() - 40), all.size()));
    }

    static TwinId twin(DeviceId device) {
        return new TwinId(device.value());
    }

    private void relate(TwinId from, String id, String name, TwinId to) {
        store.graph().relationships().put(from, id, Map.of("$targetId", to.value(), "$relationshipName", name), false);
    }
}
