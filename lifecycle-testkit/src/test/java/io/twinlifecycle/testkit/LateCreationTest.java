package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.retirement.DeviceRegistry;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Creation events of a device that is deleted while its twin is made, and whose deletion event found none. */
class LateCreationTest {

    private final OneDevice world = new OneDevice();

    @Test
    void takesTheTwinBack() {
        registryAnswers(() -> true, () -> false);

        assertThat(created("hub-a", 4)).isEqualTo(Kind.IGNORED);

        assertThat(world.twin()).isEmpty();
    }

    /** Found by exploring: a relationship that another event put back kept the twin for ever. */
    @Test
    void takesTheTwinBackThoughItHasARelationshipMeanwhile() {
        registryAnswers(
                () -> true,
                () -> {
                    world.relate("room-1", "in", "contains", "dev-1");
                    return false;
                },
                () -> false);

        assertThat(created("hub-a", 4)).isEqualTo(Kind.IGNORED);

        assertThat(world.twin()).isEmpty();
    }

    /** Found by simulating: the first hub's fact kept the twin when the second hub's deletion came. */
    @Test
    void leavesNoFactBehindInATwinThatLivesOnAnotherHubMeanwhile() {
        registryAnswers(
                () -> true,
                () -> {
                    world.register("hub-b", 5);
                    return false;
                },
                () -> false);

        assertThat(created("hub-a", 4)).isEqualTo(Kind.NOTED_DELETED);
        assertThat(world.twin()).isPresent();

        registryAnswers(() -> false);
        assertThat(world.deleted("hub-b", 1_000)).isEqualTo(Kind.RETIRED);
    }

    /** Found by simulating: what was noted when an earlier creation was taken back is no proof that a later one is news. */
    @Test
    void asksTheRegistryOnceMoreWhereTheTwinKnowsOfADeletion() {
        registryAnswers(
                () -> true,
                () -> {
                    world.register("hub-b", 6);
                    return false;
                },
                () -> false);
        assertThat(created("hub-a", 3)).isEqualTo(Kind.NOTED_DELETED);

        assertThat(created("hub-a", 4)).as("its deletion event came long ago").isEqualTo(Kind.IGNORED);
        assertThat(world.deleted("hub-b", 1_000)).isEqualTo(Kind.RETIRED);

        world.registerFirst("hub-a", 2_000);
        registryAnswers(() -> true);
        assertThat(created("hub-a", 2_001)).isEqualTo(Kind.NOTED_ALIVE);
    }

    @Test
    void takesTheTwinBackWhenTheEventIsRepeatedAfterACrash() {
        registryAnswers(() -> true);
        assertThat(created("hub-a", 4)).isEqualTo(Kind.CREATED);

        registryAnswers(() -> false);
        assertThat(created("hub-a", 4)).isEqualTo(Kind.IGNORED);

        assertThat(world.twin()).isEmpty();
    }

    @Test
    void keepsTheTwinWhenTheEventIsRepeatedAndTheDeviceIsThere() {
        registryAnswers(() -> true);
        assertThat(created("hub-a", 4)).isEqualTo(Kind.CREATED);

        assertThat(created("hub-a", 4)).isEqualTo(Kind.IGNORED);

        assertThat(world.twin()).isPresent();
    }

    private Kind created(String hub, int second) {
        return world.handle(LifecycleEvent.Kind.CREATED, hub, second);
    }

    /** One answer after the other, and the last one from then on. */
    private void registryAnswers(BooleanSupplier... answers) {
        Iterator<BooleanSupplier> rest = List.of(answers).iterator();
        DeviceRegistry registry = new DeviceRegistry() {
            private BooleanSupplier latest = () -> false;

            @Override
            public boolean isRegistered(HubName hub, DeviceId device, Deadline deadline) {
                latest = rest.hasNext() ? rest.next() : latest;
                return latest.getAsBoolean();
            }
        };
        world.with(settings -> settings.creationEventsRouted(true).registry(registry));
    }
}
