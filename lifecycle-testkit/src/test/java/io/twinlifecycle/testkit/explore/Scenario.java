package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.HubName;
import io.twinlifecycle.life.LifeInterface;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.explore.Actor.Arrival;
import io.twinlifecycle.testkit.explore.Actor.Operator;
import io.twinlifecycle.testkit.explore.Actor.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who acts on one device, on two hubs. In the beginning it lives on hub A, its twin says so, and a room contains the twin. */
@SuppressWarnings("ImmutableEnumChecker") // actors are records in a list that is never written
enum Scenario {
    FIRST_REGISTRATION_WITH_A_CALL_REPEATED(false, used("hub-a"), unused("hub-a")),
    MOVE_WITH_TELEMETRY(true, used("hub-b"), new Telemetry()),
    DELETION_WITH_TELEMETRY(true, new Operator(), new Telemetry()),
    DELETED_AND_RETURNS(true, new Operator(), used("hub-a")),
    DELETED_AND_RETURNS_ELSEWHERE(true, new Operator(), used("hub-b")),
    MOVE_WITH_AN_UNUSED_CALL_FOR_THE_OLD_HUB(true, unused("hub-a"), used("hub-b")),
    MOVE_WITH_AN_UNUSED_CALL_FOR_THE_NEW_HUB(true, unused("hub-b"), used("hub-b")),
    MOVE_AND_BACK(true, used("hub-b"), used("hub-a")),
    MOVE_THEN_DELETED(true, used("hub-b"), new Operator()),
    DELETED_AND_RETURNS_WITH_AN_UNUSED_CALL(true, new Operator(), unused("hub-a"), used("hub-a")),
    MOVE_AND_BACK_AND_DELETED(true, used("hub-b"), used("hub-a"), new Operator());

    private static final HubName HUB_A = new HubName("hub-a");

    private final boolean lives;
    private final List<Actor> actors;

    Scenario(boolean lives, Actor... actors) {
        this.lives = lives;
        this.actors = List.of(actors);
    }

    private static Actor used(String hub) {
        return new Arrival(new HubName(hub), true);
    }

    private static Actor unused(String hub) {
        return new Arrival(new HubName(hub), false);
    }

    World start(World.Rules rules) {
        Shared shared = lives
                ? new Shared(Optional.of(twin()), true, true, Set.of(HUB_A), Optional.of(HUB_A), 1, List.of(), 1)
                : new Shared(Optional.empty(), false, false, Set.of(), Optional.empty(), 1, List.of(), 1);
        return new World(shared, actors, rules);
    }

    /** What an end must not look like; see the promises P1, P2 and P3. */
    List<String> judge(Shared end) {
        List<String> violations = new ArrayList<>();
        boolean deviceLives = !end.identities().isEmpty();
        if (deviceLives && end.twin().isEmpty()) {
            violations.add("P1 a live device has no twin");
        }
        if (deviceLives && end.twin().isPresent() && end.original() && lives && !end.edge()) {
            violations.add("P3 a live device's relationship is lost");
        }
        // A call whose answer was not used may leave a fact that only a reconciliation can settle.
        boolean unusedCall = actors.stream().anyMatch(actor -> actor instanceof Arrival arrival && !arrival.used());
        if (!deviceLives && end.twin().isPresent() && !unusedCall) {
            violations.add("P2 a dead device's twin is left");
        }
        return violations;
    }

    private static StoredTwin twin() {
        return new StoredTwin(
                Ports.TWIN,
                Ports.MODEL,
                new ETag("v0"),
                Map.of(
                        LifeInterface.DEVICE_ID,
                        "dev-1",
                        LifeInterface.REGISTRATION_ID,
                        "dev-1",
                        LifeInterface.HUB_HOST_NAME,
                        "hub-a.azure-devices.net",
                        LifeInterface.LIFE_MAP,
                        "hub-a=created@" + Program.at(0)));
    }
}
