package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.HubName;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.life.LifeInterface;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.explore.Actor.Arrival;
import io.twinlifecycle.testkit.explore.Actor.Modules;
import io.twinlifecycle.testkit.explore.Actor.Neighbour;
import io.twinlifecycle.testkit.explore.Actor.Operator;
import io.twinlifecycle.testkit.explore.Actor.Restorer;
import io.twinlifecycle.testkit.explore.Actor.Telemetry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who acts, on two hubs. In the beginning there are none, one or two devices; they live on hub A, their twins say so, and a room contains
 * the twins. Every call runs at an instance of its own.
 */
@SuppressWarnings("ImmutableEnumChecker") // actors are records in a list that is never written
enum Scenario {
    FIRST_REGISTRATION_WITH_A_CALL_REPEATED(devices(0), used("hub-a"), unused("hub-a"), new Telemetry("dev-1")),
    FIRST_REGISTRATION_AT_TWO_INSTANCES_THAT_DISAGREE(
            devices(0), used("hub-a"), unused("hub-b"), new Telemetry("dev-1")),
    MOVE_WITH_TELEMETRY(devices(1), used("hub-b"), new Telemetry("dev-1")),
    MOVE_WITH_THE_OLD_HUB_LEFT_FIRST(devices(1).removingFirst(), used("hub-b"), new Telemetry("dev-1")),
    DELETION_WITH_TELEMETRY(devices(1), new Operator("dev-1"), new Telemetry("dev-1")),
    DELETED_AND_RETURNS(devices(1), new Operator("dev-1"), used("hub-a")),
    DELETED_AND_RESTORED_BY_AN_OPERATOR(devices(1), new Operator("dev-1"), new Restorer("dev-1", hub("hub-a"))),
    DELETED_AND_RETURNS_ELSEWHERE(devices(1), new Operator("dev-1"), used("hub-b")),
    MOVE_WITH_AN_UNUSED_CALL_FOR_THE_OLD_HUB(devices(1), unused("hub-a"), used("hub-b")),
    MOVE_WITH_AN_UNUSED_CALL_FOR_THE_NEW_HUB(devices(1), unused("hub-b"), used("hub-b")),
    MOVE_AND_BACK(devices(1), used("hub-b"), used("hub-a")),
    MOVE_THEN_DELETED(devices(1), used("hub-b"), new Operator("dev-1")),
    DELETED_AND_RETURNS_WITH_AN_UNUSED_CALL(devices(1), new Operator("dev-1"), unused("hub-a"), used("hub-a")),
    MOVE_AND_BACK_AND_DELETED(devices(1), used("hub-b"), used("hub-a"), new Operator("dev-1")),
    DELETED_AND_RETURNS_AND_DELETED(devices(1), new Operator("dev-1"), used("hub-a"), new Operator("dev-1")),
    REGISTERED_AND_DELETED_AT_ONCE(devices(0), used("hub-a"), unused("hub-b"), new Operator("dev-1")),
    MODULES_COME_AND_GO(
            devices(1),
            new Modules("dev-1", hub("hub-a"), true),
            new Modules("dev-1", hub("hub-a"), false),
            used("hub-a")),
    NEIGHBOUR_RELATES_DURING_THE_DELETION(devices(1), new Operator("dev-1"), new Neighbour("dev-1")),
    DELETION_AND_RETURN_WITH_PAGES_OF_RELATIONSHIPS(devices(1).withPages(), new Operator("dev-1"), used("hub-a")),
    TWO_DEVICES_SHARE_A_ROOM(devices(2), new Operator("dev-1"), new Arrival("dev-2", hub("hub-b"), true)),
    FIRST_REGISTRATION_WITH_FAILING_CALLS(devices(0).failing(2), used("hub-a"), new Telemetry("dev-1")),
    MOVE_WITH_FAILING_CALLS(devices(1).failing(2), used("hub-b"), new Telemetry("dev-1")),
    DELETION_WITH_FAILING_CALLS(devices(1).failing(2), new Operator("dev-1"), new Telemetry("dev-1")),
    DELETED_AND_RETURNS_WITH_FAILING_CALLS(devices(1).failing(2), new Operator("dev-1"), used("hub-a")),
    FIRST_REGISTRATION_WITH_CRASHES(devices(0).crashing(2), used("hub-a")),
    MOVE_WITH_CRASHES(devices(1).crashing(2), used("hub-b"), new Telemetry("dev-1")),
    DELETION_WITH_CRASHES(devices(1).crashing(2), new Operator("dev-1"), new Telemetry("dev-1")),
    DELETED_AND_RETURNS_WITH_CRASHES(devices(1).crashing(2), new Operator("dev-1"), used("hub-a"));

    static final TwinId ROOM = new TwinId("room");
    static final String MEASURED = "measured";

    /** How a scenario begins, and what may go wrong in it. */
    private record Beginning(
            int devices, boolean removesFirst, boolean pages, int failures, int crashes, boolean once) {

        Beginning removingFirst() {
            return new Beginning(devices, true, pages, failures, crashes, once);
        }

        /** Two relationships to each twin and one from it, one a page. */
        Beginning withPages() {
            return new Beginning(devices, removesFirst, true, failures, crashes, once);
        }

        Beginning failing(int calls) {
            return new Beginning(devices, removesFirst, pages, calls, crashes, once);
        }

        Beginning crashing(int times) {
            return new Beginning(devices, removesFirst, pages, failures, times, once);
        }
    }

    private final Beginning beginning;
    private final List<Actor> actors;

    Scenario(Beginning beginning, Actor... actors) {
        this.beginning = beginning;
        this.actors = List.of(actors);
    }

    private static Beginning devices(int number) {
        return new Beginning(number, false, false, 0, 0, false);
    }

    private static HubName hub(String name) {
        return new HubName(name);
    }

    private static Actor used(String hub) {
        return new Arrival("dev-1", hub(hub), true);
    }

    private static Actor unused(String hub) {
        return new Arrival("dev-1", hub(hub), false);
    }

    /** Its first world; {@code copies} is how often each event is delivered, if the scenario does not say otherwise. */
    World start(Variant variant, Setup setup, int copies) {
        Shared shared = new Shared(
                graph(), new TreeMap<>(), 1, List.of(), beginning.failures(), beginning.crashes(), new TreeSet<>());
        for (int device = 1; device <= beginning.devices(); device++) {
            shared = shared.identity("dev-" + device, hub("hub-a"), true, 0).assigned("dev-" + device, hub("hub-a"));
        }
        return new World(
                shared,
                actors,
                new World.Rules(
                        variant.over(setup),
                        setup.creationsRouted(),
                        setup.inOrder(),
                        beginning.once() ? 1 : copies,
                        beginning.removesFirst(),
                        beginning.pages() ? 1 : 100,
                        beginning.pages(),
                        new HashMap<>()));
    }

    /** Whether a call whose answer was not used may leave a fact that only a reconciliation can settle. */
    boolean mayLeaveAFact(String device) {
        return actors.stream()
                .anyMatch(actor ->
                        actor instanceof Arrival arrival && arrival.device().equals(device) && !arrival.used());
    }

    /**
     * Whether the documentation names this as what a set-up does not promise: a device that is deleted and comes back to the same hub. Without
     * creation events nothing may tell of its new life; without a registry its late deletion event may take the twin, which the creation event
     * then makes anew.
     */
    boolean isKnownToBreak(String violation, Setup setup) {
        return hasWindow()
                && ((setup == Setup.DELETIONS_ONLY && violation.startsWith("P1"))
                        || (setup == Setup.IN_ORDER_WITHOUT_REGISTRY && violation.equals(Calls.DELETED_ALIVE)));
    }

    private boolean hasWindow() {
        return beginning.devices() > 0
                && actors.stream().anyMatch(Operator.class::isInstance)
                && actors.stream().anyMatch(Scenario::bringsItBack);
    }

    private static boolean bringsItBack(Actor actor) {
        return actor instanceof Restorer
                || (actor instanceof Arrival arrival
                        && arrival.used()
                        && arrival.hub().equals(hub("hub-a")));
    }

    private Graph graph() {
        Graph graph = Graph.EMPTY.with(new StoredTwin(ROOM, Ports.MODEL, Graph.EMPTY.nextVersion(), Map.of()));
        for (int device = 1; device <= beginning.devices(); device++) {
            TwinId id = new TwinId("dev-" + device);
            graph = graph.owing(twin(id, graph), "colour").owing(edge(ROOM, "in", id));
            if (beginning.pages()) {
                graph = graph.owing(edge(ROOM, "also-in", id)).owing(edge(id, "isIn", ROOM));
            }
        }
        return graph;
    }

    private static Relationship edge(TwinId from, String id, TwinId to) {
        return new Relationship(new RelationshipRef(from, id + "-" + to), "contains", to, Map.of("since", 1));
    }

    private static StoredTwin twin(TwinId id, Graph graph) {
        Map<String, Object> contents = new LinkedHashMap<>();
        contents.put(LifeInterface.DEVICE_ID, id.value());
        contents.put(LifeInterface.REGISTRATION_ID, id.value());
        contents.put(LifeInterface.HUB_HOST_NAME, "hub-a.azure-devices.net");
        contents.put(LifeInterface.LIFE_MAP, "hub-a=created@" + Program.at(0));
        contents.put("colour", "red");
        return new StoredTwin(id, Ports.MODEL, graph.nextVersion(), contents);
    }

    /** What an end must not look like. */
    List<String> judge(Shared end) {
        Set<String> violations = new TreeSet<>();
        Graph graph = end.graph();
        Set<String> devices = new TreeSet<>(end.homes().keySet());
        graph.twins().keySet().stream().filter(id -> id.startsWith("dev-")).forEach(devices::add);
        for (String device : devices) {
            boolean lives = !end.home(device).hubs().isEmpty();
            boolean hasTwin = graph.twins().containsKey(device);
            if (lives && !hasTwin) {
                violations.add("P1 a live device has no twin");
            }
            if (!lives && hasTwin && !mayLeaveAFact(device)) {
                violations.add("P2 a dead device's twin is left");
            }
        }
        for (String missing : graph.missingEdges()) {
            boolean mustBeThere = devices.stream()
                    .filter(device -> Graph.names(missing, new TwinId(device)))
                    .allMatch(device ->
                            !end.home(device).hubs().isEmpty() && !end.marks().contains(Calls.DIED_HALF_WAY + device));
            if (mustBeThere) {
                violations.add("P3 a live device's relationship is lost");
            }
        }
        graph.owedValues().forEach((id, values) -> {
            Map<String, Object> contents = Optional.ofNullable(graph.twins().get(id))
                    .map(StoredTwin::contents)
                    .orElse(Map.of());
            if (!contents.entrySet().containsAll(values.entrySet())) {
                violations.add("P3 a property that others wrote is lost");
            }
        });
        end.marks().stream().filter(mark -> mark.startsWith("P")).forEach(violations::add);
        return List.copyOf(violations);
    }
}
