package io.twinlifecycle.policy;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of hubs that can be asked about a host name without making an object, since it is asked for every linked hub of every
 * registration. Hubs are told apart by a 64-bit key of their first label.
 */
final class HubTable {

    private static final long PURPOSE = StableHash.fnv("hub");

    private final long[] keys;

    HubTable(Collection<HubName> hubs) {
        this.keys = hubs.stream()
                .mapToLong(hub -> key(hub.value()))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The key of a hub: the same for every spelling of its name or host name. */
    static long key(String nameOrHost) {
        int dot = nameOrHost.indexOf('.');
        return StableHash.mix(StableHash.fnv(nameOrHost, dot < 0 ? nameOrHost.length() : dot) ^ PURPOSE);
    }

    int size() {
        return keys.length;
    }

    /** The place of a key in this table, or a negative number. */
    int indexOf(long key) {
        return Arrays.binarySearch(keys, key);
    }

    boolean contains(HubHost hub) {
        return keys.length > 0 && indexOf(key(hub.value())) >= 0;
    }

    /** Those hubs of a list that are in the table, or those that are not; the list itself if that is all of them. */
    List<HubHost> filter(List<HubHost> hubs, boolean inTable) {
        List<HubHost> kept = new ArrayList<>(hubs.size());
        for (HubHost hub : hubs) {
            if (contains(hub) == inTable) {
                kept.add(hub);
            }
        }
        return kept.size() == hubs.size() ? hubs : kept;
    }
}
