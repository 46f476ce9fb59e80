package io.twinlifecycle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.HubName;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A million devices over 1 to 50 hubs. Each id's best draw is kept while hubs are added one by one, so that a step costs one draw for
 * each id; a sample of the ids is put to the policy itself at every step, so that the figures are those of what is shipped. The table
 * goes to {@code target/policy-figures-*.md}.
 */
class WeightedHashFiguresTest {

    private static final int IDS = 1_000_000;
    private static final int SAMPLE_STEP = 200;
    private static final int MAX_HUBS = 50;
    private static final Set<Integer> SHOWN = Set.of(1, 2, 3, 4, 5, 9, 10, 19, 20, 49, 50);

    @Test
    void movesOnlyTheShareOfAnAddedHub() throws IOException {
        StringBuilder table = header("equal weights");
        double worst = spread(i -> 1, table);
        assertThat(worst)
                .as("deviation from a hub's share, in standard deviations")
                .isLessThan(5);
        write("policy-figures-equal.md", table);
    }

    @Test
    void givesEachHubTheShareOfItsWeight() throws IOException {
        StringBuilder table = header("weights 1, 2, 3, 4, 5, 1, 2, ...");
        double worst = spread(i -> 1 + i % 5, table);
        assertThat(worst)
                .as("deviation from a hub's share, in standard deviations")
                .isLessThan(5);
        write("policy-figures-weighted.md", table);
    }

    private interface Weights {
        int of(int hub);
    }

    /** Adds hub after hub, checks each step, and returns the worst deviation in standard deviations of a fair draw. */
    private static double spread(Weights weights, StringBuilder table) {
        long[] keys = IntStream.range(0, IDS)
                .mapToLong(i -> Rendezvous.deviceKey(new RegistrationId(id(i))))
                .toArray();
        double[] best = new double[IDS];
        int[] owner = new int[IDS];
        int[] count = new int[MAX_HUBS];
        int totalWeight = 0;
        double worst = 0;
        for (int hub = 0; hub < MAX_HUBS; hub++) {
            totalWeight += weights.of(hub);
            int moved = add(hub, weights.of(hub), keys, best, owner, count);
            double share = (double) weights.of(hub) / totalWeight;
            double movedDeviation = deviations(moved, share);
            double step = 0;
            double relative = 0;
            for (int h = 0; h <= hub; h++) {
                double expected = (double) weights.of(h) / totalWeight;
                step = Math.max(step, Math.abs(deviations(count[h], expected)));
                relative = Math.max(relative, Math.abs(count[h] / (IDS * expected) - 1));
            }
            assertThat(Math.abs(movedDeviation))
                    .as("devices moved to hub %s", hub)
                    .isLessThan(5);
            checkAgainstThePolicy(hub + 1, weights, owner);
            if (SHOWN.contains(hub + 1)) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %d | %.3f %% | %.3f %% | %.2f %% | %.1f |%n",
                        hub + 1,
                        100.0 * share,
                        100.0 * moved / IDS,
                        100 * relative,
                        step));
            }
            worst = Math.max(worst, step);
        }
        return worst;
    }

    private static int add(int hub, int weight, long[] keys, double[] best, int[] owner, int[] count) {
        long hubKey = HubTable.key(hubName(hub));
        int moved = 0;
        for (int i = 0; i < IDS; i++) {
            double score = Rendezvous.score(Rendezvous.draw(keys[i], hubKey), weight);
            if (score > best[i]) {
                best[i] = score;
                count[owner[i]] -= hub == 0 ? 0 : 1;
                owner[i] = hub;
                count[hub]++;
                moved++;
            }
        }
        return moved;
    }

    /** Without this the figures would be about the draw, not about the policy; and "moves only to the new hub" would be a tautology. */
    private static void checkAgainstThePolicy(int hubs, Weights weights, int[] owner) {
        Map<HubName, Integer> byName = new LinkedHashMap<>();
        IntStream.range(0, hubs).forEach(i -> byName.put(HubName.of(hubName(i)), weights.of(i)));
        AllocationPolicy policy = AllocationPolicies.weightedHash(byName);
        String[] names = IntStream.range(0, hubs)
                .mapToObj(WeightedHashFiguresTest::hubName)
                .toArray(String[]::new);
        var request = Requests.of("d", names);
        for (int i = 0; i < IDS; i += SAMPLE_STEP) {
            var one = Requests.withId(request, id(i));
            if (!(policy.decide(one) instanceof Assign assign
                    && assign.hub().value().startsWith(names[owner[i]] + "."))) {
                throw new AssertionError(id(i) + " over " + hubs + " hubs: the policy differs from the count");
            }
        }
    }

    private static double deviations(int count, double share) {
        return share == 1 ? 0 : (count - IDS * share) / Math.sqrt(IDS * share * (1 - share));
    }

    private static String id(int i) {
        return "sensor-" + i;
    }

    private static String hubName(int i) {
        return "contoso-hub-" + i;
    }

    private static StringBuilder header(String title) {
        return new StringBuilder(String.format(
                "%,d devices, %s%n%n| hubs | share of the last | moved when it was added | worst deviation from a share | in standard "
                        + "deviations |%n|---|---|---|---|---|%n",
                IDS, title));
    }

    private static void write(String file, StringBuilder table) throws IOException {
        Path target = Files.createDirectories(Path.of("target"));
        Files.write(target.resolve(file), List.of(table.toString()));
    }
}
