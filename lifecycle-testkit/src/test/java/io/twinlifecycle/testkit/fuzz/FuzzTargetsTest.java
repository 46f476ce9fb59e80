package io.twinlifecycle.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code make fuzz} does with guidance and at length, in short and without, at every build. */
class FuzzTargetsTest {

    /** {@code -Dfuzz.inputs=1000000} tries more of them. */
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 2_000);

    static List<String> names() {
        return FuzzTargets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyInputLeavesWhatMustBeTrueTrue(String name) {
        FuzzTarget target = FuzzTargets.named(name);
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        inputs.add(new byte[0]);
        Mutator mutator = new Mutator(target.seeds(), 4);
        for (int i = 0; i < INPUTS; i++) {
            inputs.add(mutator.next());
        }

        for (byte[] input : inputs) {
            assertThatCode(() -> Bounds.run(target, input))
                    .as("%s: %s", name, Base64.getEncoder().encodeToString(input))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTargetHasTheNameByWhichItIsAskedFor(String name) {
        assertThat(FuzzTargets.named(name).name()).isEqualTo(name);
    }

    @Test
    void whatTakesTooMuchMemoryIsFound() {
        assertThatThrownBy(() -> Bounds.run(new Greedy(), new byte[0])).hasMessageContaining("too much memory");
    }

    @Test
    void whatWouldForgeALineIsFound() {
        assertThatThrownBy(() -> Must.beFitForALog("one\ntwo", 100)).hasMessageContaining("character 10");
        assertThatThrownBy(() -> Must.beFitForALog("one\u202etwo", 100)).hasMessageContaining("character 8238");
        assertThatThrownBy(() -> Must.beFitForALog("x".repeat(101), 100)).hasMessageContaining("101 characters");
    }

    private static final class Greedy implements FuzzTarget {

        private int kept;

        @Override
        public String name() {
            return "greedy";
        }

        @Override
        public List<byte[]> seeds() {
            return List.of("a".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void run(byte[] data) {
            for (int i = 0; i < 100; i++) {
                kept += new byte[1024 * 1024].length;
            }
            assertThat(kept).isPositive();
        }
    }
}
