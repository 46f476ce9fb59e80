package io.twinlifecycle.testkit.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.testkit.mutants.Mutant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fixed budget of what {@link Simulate} does for as long as you like. */
class SimulationTest {

    private static final long OPERATIONS = 24_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void keepsItsPromisesInBadWeather(long seed) {
        Simulation simulation = new Simulation(Subject.OURS, seed);
        simulation.run(OPERATIONS);
        assertThat(simulation.operations()).as("seed %d", seed).isGreaterThanOrEqualTo(OPERATIONS);
    }

    @Test
    void tellsTheSameStoryAgainFromTheSameSeed() {
        assertThat(story(3)).isEqualTo(story(3)).isNotEqualTo(story(4));
    }

    @Test
    void findsTheFaultsOfTheArticle() {
        Simulation simulation = new Simulation(Subject.ARTICLE, 1);
        assertThatThrownBy(() -> simulation.run(OPERATIONS))
                .isInstanceOf(Simulation.Broken.class)
                .hasMessageContaining("P1: an event deleted the twin");
    }

    @Test
    void findsAMutantAtTheSameOperationEachTime() {
        assertThat(Simulate.broken(Subject.of(Mutant.EDGES_NOT_PUT_BACK), 1))
                .isPresent()
                .isEqualTo(Simulate.broken(Subject.of(Mutant.EDGES_NOT_PUT_BACK), 1));
    }

    private static String story(long seed) {
        Simulation simulation = new Simulation(Subject.OURS, seed);
        simulation.run(OPERATIONS / 4);
        return simulation.fingerprint();
    }
}
