package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.RegistrationRecord;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A fleet, its hubs and its operators in bad weather, and two instances of the library. From time to time the sky clears, all events are
 * delivered, and the promises must hold. The same seed gives the same story, call by call. Used by one thread.
 */
final class Simulation {

    /** A promise was broken. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    private static final List<String> HUBS = List.of("hub-a", "hub-b", "hub-c");
    private static final int DEVICES = 1_000;
    private static final int OPERATIONS_BETWEEN_CALMS = 20_000;
    private static final int INSTANCES = 2;

    /** Twins that are no devices', though devices of their ids try. */
    private static final int SPACES = 5;

    private final Random random;
    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final InMemoryTwinStore graph = new InMemoryTwinStore(time);
    private final Ledger ledger = new Ledger();
    private final Lives lives = new Lives();
    private final Weather weather;
    private final Post post;
    private final SimulatedStore store;
    private final Subject subject;
    private final Instance[] instances = new Instance[INSTANCES];
    private final Deque<EventEnvelope> parked = new ArrayDeque<>();
    private final List<String> devices = new ArrayList<>();
    private final Map<String, String> chosen = new HashMap<>();
    private final Set<String> registering = new HashSet<>();
    private final Set<String> assignedInVain = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private final List<StoredTwin> spaces = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Acts acts;
    private int lastAsked;
    private @Nullable String inFocus;
    private @Nullable Long lifeAtDelivery;
    private int depth;
    private long done;

    Simulation(Subject subject, long seed) {
        this.subject = subject;
        random = new Random(seed);
        weather = new Weather(random);
        post = new Post(random);
        store = new SimulatedStore(graph, weather, ledger, this::deleted);
        graph.addModels(SampleModels.all());
        acts = new Acts(world, graph, ledger, random);
        HUBS.forEach(world::addHub);
        world.dps()
                .enroll(DeviceEnrollment.group("thermostats", SymmetricKeys.generate())
                        .custom(this::answer));
        world.dps().beforeAssignment(id -> {
            if (failing.contains(id.value())) {
                throw new IllegalStateException("DPS fails after it has asked");
            }
        });
        world.onEvent(event -> {
            String device = deviceOf(event);
            lives.changed(device, isOnAHub(device));
            post.send(event, time.now());
        });
        weather.interruptedBy(this::somebodyElseActs);
        for (int i = 0; i < INSTANCES; i++) {
            start(i);
        }
        for (int i = 0; i < DEVICES; i++) {
            devices.add("device-" + i);
        }
        for (int i = 0; i < SPACES; i++) {
            TwinId id = new TwinId("space-" + i);
            acts.space(id);
            spaces.add(graph.peek(id).orElseThrow());
        }
    }

    /** Calls on store and registry, events delivered, and acts of devices, DPS, operators and neighbours. */
    long operations() {
        return done + weather.calls();
    }

    Duration virtualTime() {
        return time.passed();
    }

    /** Goes on until there were so many operations, and then until all is settled. */
    void run(long operations) {
        long nextCalm = OPERATIONS_BETWEEN_CALMS;
        while (operations() < operations) {
            time.advance(Duration.ofMillis(random.nextInt(400)));
            if (random.nextInt(100) == 0) {
                register("space-" + random.nextInt(SPACES));
            }
            act(devices.get(random.nextInt(DEVICES)));
            deliverDue();
            if (operations() >= nextCalm) {
                calm();
                nextCalm = operations() + OPERATIONS_BETWEEN_CALMS;
            }
        }
        calm();
    }

    /** How often what happened. */
    Map<String, Long> tally() {
        Map<String, Long> all = new TreeMap<>(counts);
        all.putAll(weather.tally());
        return all;
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** Text that is the same after the same story. */
    String fingerprint() {
        return operations() + " " + virtualTime() + " "
                + devices.stream()
                        .map(device -> graph.peek(new TwinId(device)).map(StoredTwin::contents))
                        .toList()
                        .hashCode();
    }

    /** A hub's stamps are cut to a tenth of a microsecond: of two acts at one moment the later one would seem the earlier. */
    private void act(String device) {
        time.advance(Duration.ofNanos(1_000));
        String before = inFocus;
        inFocus = device;
        done++;
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> register(device);
            case 5, 6, 7 -> HUBS.forEach(hub -> world.hub(hub).delete(new DeviceId(device)));
            case 8 -> world.hub(anyHub()).delete(new DeviceId(device));
            case 9 -> acts.create(device, anyHub());
            case 10 -> acts.module(device);
            case 11, 12 -> acts.measure(device);
            case 13, 14 -> acts.relate(device);
            default -> graph.lagNextDeletes(1 + random.nextInt(3));
        }
        inFocus = before;
    }

    /** Between two calls of an algorithm others act, mostly on the device that it is about. */
    private void somebodyElseActs() {
        if (depth == 2) {
            return;
        }
        depth++;
        String device = inFocus != null && random.nextInt(4) > 0 ? inFocus : devices.get(random.nextInt(DEVICES));
        if (random.nextInt(3) == 0) {
            deliverDue();
        } else {
            act(device);
        }
        depth--;
    }

    /** DPS asks again if an instance dies on it. */
    private void register(String device) {
        if (!registering.add(device)) {
            return;
        }
        count("registrations");
        chosen.put(device, anyHub());
        if (random.nextInt(12) == 0) {
            failing.add(device);
        }
        boolean assigned = false;
        for (int attempt = 0; attempt < 5 && !assigned; attempt++) {
            try {
                assigned = world.dps()
                                .register(RegistrationRequest.of(device)
                                        .withModel(SampleModels.LIVING_THERMOSTAT.value()))
                                .status()
                        == RegistrationRecord.Status.ASSIGNED;
                break;
            } catch (Weather.Death e) {
                start(lastAsked);
            }
        }
        if (!assigned) {
            assignedInVain.add(device);
        }
        failing.remove(device);
        registering.remove(device);
    }

    private WebhookResponse answer(byte[] body) {
        int asked = random.nextInt(INSTANCES);
        try {
            return instances[asked].answer(body);
        } finally {
            lastAsked = asked;
        }
    }

    private void deliverDue() {
        for (EventEnvelope event = post.take(time.now(), false); event != null; event = post.take(time.now(), false)) {
            deliver(event);
        }
    }

    /** What an instance that died had not said to be done is delivered again. */
    private void deliver(EventEnvelope event) {
        done++;
        count("events delivered");
        String before = inFocus;
        String device = deviceOf(event);
        inFocus = device;
        Long lifeBefore = lifeAtDelivery;
        lifeAtDelivery = lives.of(device);
        long removals = store.removals();
        int letters = parked.size();
        int instance = random.nextInt(INSTANCES);
        boolean finished = false;
        try {
            if (!instances[instance].process(event)) {
                throw new Broken("P6: neither handled nor parked: " + event);
            }
            finished = parked.size() == letters;
        } catch (Weather.Death e) {
            start(instance);
            post.send(event, time.now());
        }
        if (!finished && store.removals() > removals) {
            ledger.forgive(new TwinId(device));
        }
        inFocus = before;
        lifeAtDelivery = lifeBefore;
    }

    private static String deviceOf(EventEnvelope event) {
        return String.valueOf(event.properties().get("deviceId"));
    }

    /** No event may delete the twin of a device that was on a hub all the while. */
    private void deleted(TwinId twin) {
        if (lifeAtDelivery != null && twin.value().equals(inFocus) && lifeAtDelivery.equals(lives.of(twin.value()))) {
            throw new Broken("P1: an event deleted the twin of " + twin + ", which was on a hub all the while");
        }
    }

    private void start(int instance) {
        instances[instance] = new Instance(
                subject,
                world,
                graph,
                store,
                weather,
                request -> Instance.to(
                        Objects.requireNonNull(chosen.get(request.deviceId().value()), "chosen before it registers")),
                letter -> parked.add(letter.event()),
                random);
    }

    private String anyHub() {
        return HUBS.get(random.nextInt(HUBS.size()));
    }

    /** Nothing fails any more, all events arrive, and operators replay what was parked. */
    private void calm() {
        count("times that all was settled and judged");
        weather.setCalm(true);
        deliverAll();
        settleWhatWasAssignedInVain();
        List<String> broken = new ArrayList<>();
        devices.forEach(device -> judge(device, broken));
        for (int i = 0; i < SPACES; i++) {
            if (!graph.peek(new TwinId("space-" + i)).equals(Optional.of(spaces.get(i)))) {
                broken.add("P3: space-" + i + " is not as it was");
            }
        }
        if (!parked.isEmpty()) {
            broken.add("P4: no replay completes " + parked.peek());
        }
        if (!broken.isEmpty()) {
            throw new Broken(broken.size() + " broken: "
                    + String.join("; ", broken.subList(0, Math.min(5, broken.size()))));
        }
        graph.forgetCalls();
        weather.setCalm(false);
    }

    private void deliverAll() {
        for (int round = 0; round < 5; round++) {
            for (EventEnvelope event = post.take(time.now(), true);
                    event != null;
                    event = post.take(time.now(), true)) {
                deliver(event);
            }
            List<EventEnvelope> letters = List.copyOf(parked);
            parked.clear();
            letters.forEach(this::deliver);
        }
    }

    /** A fact that nobody confirmed keeps a twin; whoever creates the device there and deletes it again settles it. */
    private void settleWhatWasAssignedInVain() {
        for (String device : List.copyOf(assignedInVain)) {
            if (!device.startsWith("space-") && !isOnAHub(device) && hasTwin(device)) {
                HUBS.forEach(hub -> {
                    acts.create(device, hub);
                    world.hub(hub).delete(new DeviceId(device));
                });
            }
        }
        deliverAll();
        assignedInVain.removeIf(device -> !hasTwin(device));
    }

    private void judge(String device, List<String> broken) {
        TwinId twin = new TwinId(device);
        if (isOnAHub(device) && !hasTwin(device)) {
            broken.add("P1: " + device + " lives, but has no twin");
        } else if (!isOnAHub(device) && hasTwin(device)) {
            broken.add("P2: " + device + " is gone, but its twin is there: "
                    + graph.peek(twin).orElseThrow().contents());
        } else if (hasTwin(device)) {
            broken.addAll(ledger.missing(twin, graph));
        }
    }

    private boolean isOnAHub(String device) {
        return world.hubs().stream()
                .anyMatch(hub -> hub.find(new DeviceId(device)).isPresent());
    }

    private boolean hasTwin(String device) {
        return graph.peek(new TwinId(device)).isPresent();
    }
}
