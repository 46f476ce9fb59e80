package io.twinlifecycle.policy;

import io.twinlifecycle.HubName;
import java.util.Map;

/** Weights of hubs; a hub that is not named has 1. */
final class HubWeights {

    static final HubWeights EQUAL = new HubWeights(Map.of());

    private final HubTable hubs;
    private final double[] weights;

    HubWeights(Map<HubName, ? extends Number> byHub) {
        this.hubs = new HubTable(byHub.keySet());
        this.weights = new double[hubs.size()];
        byHub.forEach((hub, weight) -> weights[hubs.indexOf(HubTable.key(hub.value()))] = checked(hub, weight));
    }

    private static double checked(HubName hub, Number weight) {
        double value = weight.doubleValue();
        if (!(value >= 0 && value <= 1e9)) {
            throw new IllegalArgumentException("the weight of hub " + hub + " must be 0 to 1000000000, but was "
                    + weight + "; DPS itself uses 1 to 1000, and 0 means that the hub gets no device");
        }
        return value;
    }

    double of(long hubKey) {
        int index = weights.length == 0 ? -1 : hubs.indexOf(hubKey);
        return index < 0 ? 1 : weights[index];
    }
}
