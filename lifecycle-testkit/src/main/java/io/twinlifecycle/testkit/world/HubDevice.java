package io.twinlifecycle.testkit.world;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A device as its hub keeps it.
 *
 * @param identity in the registry
 * @param twin its twin
 * @param modules by id
 */
record HubDevice(DeviceIdentity identity, DeviceTwin twin, Map<String, HubModule> modules) {

    HubDevice {
        modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
    }

    HubDevice with(DeviceIdentity other) {
        return new HubDevice(other, twin, modules);
    }

    HubDevice with(DeviceTwin other) {
        return new HubDevice(identity, other, modules);
    }

    HubDevice with(HubModule module) {
        Map<String, HubModule> more = new TreeMap<>(modules);
        more.put(module.identity().id(), module);
        return new HubDevice(identity.withModules(more.keySet()), twin, more);
    }

    HubDevice without(String module) {
        Map<String, HubModule> fewer = new TreeMap<>(modules);
        fewer.remove(module);
        return new HubDevice(identity.withModules(fewer.keySet()), twin, fewer);
    }
}
