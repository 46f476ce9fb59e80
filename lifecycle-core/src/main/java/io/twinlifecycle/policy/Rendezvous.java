package io.twinlifecycle.policy;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.RegistrationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weighted rendezvous hashing: every hub draws a number for the device, and the best one has it. A hub that joins or leaves moves only
 * the devices that it wins or held; nobody else's draw has changed.
 *
 * <p>The score of a hub of weight {@code w} is {@code -w / ln(u)}, where {@code u = unit(mix(device ^ hub))}; this makes each hub's
 * share proportional to its weight. See {@link StableHash} for the functions. {@code StrictMath} is used because {@code Math.log} may
 * differ by a bit between machines, and two machines must never disagree about a device.
 */
final class Rendezvous {

    private static final long PURPOSE = StableHash.fnv("weighted-hash");

    private Rendezvous() {}

    /** The device's half of the draw. */
    static long deviceKey(RegistrationId id) {
        return StableHash.mix(StableHash.fnv(id.value()) ^ PURPOSE);
    }

    static double score(double unit, double weight) {
        return -weight / StrictMath.log(unit);
    }

    static double draw(long deviceKey, long hubKey) {
        return StableHash.unit(StableHash.mix(deviceKey ^ hubKey));
    }

    /** The hub that has the device, in any order of the list; null if no hub has a weight. Makes no object. */
    static @Nullable HubHost choose(RegistrationId id, List<HubHost> hubs, HubWeights weights) {
        long device = deviceKey(id);
        HubHost winner = null;
        long winnerKey = 0;
        double best = 0;
        for (int i = 0; i < hubs.size(); i++) {
            HubHost hub = hubs.get(i);
            long key = HubTable.key(hub.value());
            double weight = weights.of(key);
            double unit = draw(device, key);
            if (weight == 0 || cannotReach(best, unit, weight)) {
                continue;
            }
            double score = score(unit, weight);
            if (score > best || (score == best && key < winnerKey)) {
                winner = hub;
                winnerKey = key;
                best = score;
            }
        }
        return winner;
    }

    /**
     * Spares most of the logarithms: {@code -ln(u) >= 1 - u}, so {@code w / (1 - u)} is more than the score can be. The margin is
     * far above rounding, so that the winner never depends on the order of the hubs.
     */
    private static boolean cannotReach(double best, double unit, double weight) {
        return weight * 1.000001 < best * (1 - unit);
    }
}
