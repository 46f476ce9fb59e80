package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.testkit.iothub.IdentityRequest;
import io.twinlifecycle.testkit.world.DeviceIdentity;
import io.twinlifecycle.testkit.world.DeviceSettings;
import io.twinlifecycle.testkit.world.DeviceTwin;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.HubAuthentication;
import io.twinlifecycle.testkit.world.ModuleIdentity;
import io.twinlifecycle.testkit.world.TwinView;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The devices of the hubs in a file: identities and twins in one, as IoT Hub's REST reference spells both. */
final class HubState {

    static final String HUBS = "hubs";

    private static final String DEVICES = "devices";
    private static final String MODULES = "modules";
    private static final Set<String> HUB = Set.of("name", DEVICES);
    private static final Set<String> DEVICE = Set.of(
            "deviceId", "status", "statusReason", "capabilities", "authentication", "tags", "properties", MODULES);
    private static final Set<String> MODULE = Set.of("moduleId", "managedBy", "authentication", "tags", "properties");

    private HubState() {}

    static List<Runnable> steps(DeviceWorld world, Map<String, Object> json) {
        List<Runnable> steps = new ArrayList<>();
        for (Entry entry : Entry.list(json, "", HUBS)) {
            entry.requireKnown(HUB);
            VirtualHub hub = entry.attempt(() -> world.hub(entry.text("name")));
            Set<DeviceId> seen = new HashSet<>();
            for (Entry device : entry.list(DEVICES)) {
                DeviceId id = device.attempt(() -> new DeviceId(device.text("deviceId")));
                if (!seen.add(id)) {
                    throw device.bad("device " + id + " is there twice");
                }
                steps.addAll(device(hub, id, device));
            }
        }
        return steps;
    }

    private static List<Runnable> device(VirtualHub hub, DeviceId id, Entry entry) {
        entry.requireKnown(DEVICE);
        DeviceSettings settings = entry.attempt(() -> new IdentityRequest(entry.json()).settings());
        DeviceTwin twin = twin(entry);
        List<Runnable> steps = new ArrayList<>();
        steps.add(() -> hub.restore(id, settings, twin));
        for (Entry module : entry.list(MODULES)) {
            steps.add(module(hub, id, module));
        }
        return steps;
    }

    private static Runnable module(VirtualHub hub, DeviceId device, Entry entry) {
        entry.requireKnown(MODULE);
        String id = entry.text("moduleId");
        if (!DeviceId.isValid(id)) {
            throw entry.bad("moduleId is no module's id");
        }
        HubAuthentication authentication = entry.attempt(() -> new IdentityRequest(entry.json()).authentication());
        Optional<String> managedBy = new IdentityRequest(entry.json()).managedBy();
        DeviceTwin twin = twin(entry);
        return () -> hub.restoreModule(device, id, authentication, managedBy, twin);
    }

    private static DeviceTwin twin(Entry entry) {
        Entry properties = new Entry(entry.where() + ".properties", entry.object("properties"));
        properties.requireKnown(Set.of("desired", "reported"));
        return entry.attempt(
                () -> DeviceTwin.of(entry.object("tags"), properties.object("desired"), properties.object("reported")));
    }

    static void write(DeviceWorld world, Map<String, Object> json) {
        List<Map<String, Object>> hubs = new ArrayList<>();
        for (VirtualHub hub : world.hubs()) {
            List<TwinView> modules = hub.twins().ofModules();
            List<Map<String, Object>> devices = hub.twins().ofDevices().stream()
                    .map(view -> device(view, modules))
                    .toList();
            if (!devices.isEmpty()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", hub.name().value());
                one.put(DEVICES, devices);
                hubs.add(one);
            }
        }
        json.put(HUBS, hubs);
    }

    private static Map<String, Object> device(TwinView view, List<TwinView> modules) {
        DeviceIdentity identity = view.device();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("deviceId", identity.id().value());
        json.put("status", identity.enabled() ? "enabled" : "disabled");
        identity.settings().statusReason().ifPresent(reason -> json.put("statusReason", reason));
        json.put("capabilities", Map.of("iotEdge", identity.iotEdge()));
        json.put("authentication", authentication(identity.settings().authentication()));
        putTwin(view.twin(), json);
        List<Map<String, Object>> own = modules.stream()
                .filter(each -> each.device().id().equals(identity.id()))
                .flatMap(each -> each.module().map(module -> module(module, each.twin())).stream())
                .toList();
        if (!own.isEmpty()) {
            json.put(MODULES, own);
        }
        return json;
    }

    private static Map<String, Object> module(ModuleIdentity module, DeviceTwin twin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("moduleId", module.id());
        module.managedBy().ifPresent(manager -> json.put("managedBy", manager));
        json.put("authentication", authentication(module.authentication()));
        putTwin(twin, json);
        return json;
    }

    private static void putTwin(DeviceTwin twin, Map<String, Object> json) {
        json.put("tags", twin.tags());
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("desired", twin.desired().values());
        properties.put("reported", twin.reported().values());
        json.put("properties", properties);
    }

    private static Map<String, Object> authentication(HubAuthentication authentication) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", authentication.type().wireName());
        authentication.keys().ifPresent(keys -> {
            Map<String, Object> pair = new LinkedHashMap<>();
            pair.put("primaryKey", keys.primary());
            pair.put("secondaryKey", keys.secondary());
            json.put("symmetricKey", pair);
        });
        Map<String, Object> thumbprints = new LinkedHashMap<>();
        authentication.primaryThumbprint().ifPresent(print -> thumbprints.put("primaryThumbprint", print));
        authentication.secondaryThumbprint().ifPresent(print -> thumbprints.put("secondaryThumbprint", print));
        if (!thumbprints.isEmpty()) {
            json.put("x509Thumbprint", thumbprints);
        }
        return json;
    }
}
