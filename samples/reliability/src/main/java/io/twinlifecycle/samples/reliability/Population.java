package io.twinlifecycle.samples.reliability;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.provisioning.Payload;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The twins: made by the library's own provisioning before the run, looked at after it. */
final class Population {

    /** What a live device's twin must still say. */
    private static final double TARGET = 20.5;

    private static final int SPACES = 100;
    private final InMemoryTwinStore store;
    private final TwinProvisioner provisioner;

    /** Makes the spaces; the store has the models. */
    Population(InMemoryTwinStore store) {
        this.store = store;
        provisioner = new TwinProvisioner(
                store,
                LifecycleSettings.builder()
                        .template(TwinTemplate.of(Map.of("targetTemperature", TARGET)))
                        .build());
        for (int space = 0; space < SPACES; space++) {
            store.create(new NewTwin(space(space), Models.SPACE, Map.of()), soon());
        }
    }

    void add(Story story) {
        register(story, Story.FIRST_HUB, story.assigned());
        switch (Fate.of(story.device())) {
            case MOVED, MOVED_THEN_DELETED -> register(story, Story.SECOND_HUB, story.assignedAgain());
            case RETURNED -> register(story, Story.FIRST_HUB, story.assignedAgain());
            default -> {}
        }
        relationships(story).forEach(relationship -> store.createRelationship(relationship, soon()));
    }

    /** What is wrong with a device's twin and its relationships after the run; empty if nothing is. */
    Optional<String> fault(Story story) {
        TwinId id = twin(story);
        boolean there = store.peek(id)
                .filter(twin -> twin.model().equals(Models.THERMOSTAT)
                        && Double.valueOf(TARGET).equals(twin.contents().get("targetTemperature")))
                .isPresent();
        Fate fate = Fate.of(story.device());
        if (!fate.lives()) {
            boolean edges = relationships(story).stream()
                    .anyMatch(relationship -> store.peek(relationship.ref()).isPresent());
            return store.peek(id).isPresent() || edges
                    ? Optional.of(fate + " " + id + " left a ghost")
                    : Optional.empty();
        }
        boolean edges = relationships(story).stream()
                .allMatch(relationship -> store.peek(relationship.ref()).isPresent());
        return there && edges
                ? Optional.empty()
                : Optional.of(fate + " " + id + " lost its twin, a value or a relationship");
    }

    /** How many spaces are left; none may go. */
    boolean allSpacesAreThere() {
        for (int space = 0; space < SPACES; space++) {
            if (store.peek(space(space)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Those of some that die, and of all that live. */
    private static List<Relationship> relationships(Story story) {
        Fate fate = Fate.of(story.device());
        if (!fate.lives() && fate != Fate.DELETED_WITH_NEIGHBOURS) {
            return List.of();
        }
        TwinId twin = twin(story);
        TwinId space = space(story.device() % SPACES);
        return List.of(
                new Relationship(new RelationshipRef(space, "has-" + twin), "contains", twin, Map.of()),
                new Relationship(new RelationshipRef(twin, "by"), "servedBy", space, Map.of()));
    }

    private void register(Story story, String hub, Instant time) {
        provisioner.findOrCreate(new TwinRequest(
                new RegistrationId(story.id()),
                new DeviceId(story.id()),
                new HubHost(hub + ".azure-devices.net"),
                Models.THERMOSTAT,
                time,
                false,
                "group",
                Payload.absent(),
                soon()));
    }

    private static TwinId twin(Story story) {
        return new TwinId(story.id());
    }

    private static TwinId space(int number) {
        return new TwinId("space-" + number);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMinutes(1), TimeSource.system());
    }
}
