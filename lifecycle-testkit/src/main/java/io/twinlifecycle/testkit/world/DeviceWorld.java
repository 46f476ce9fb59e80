package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.DeviceRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A world of devices in memory: IoT hubs with their devices, a Device Provisioning Service, and the lifecycle events between them and
 * whoever listens. It is the truth behind the local servers, and good for tests on its own.
 *
 * <pre>{@code
 * DeviceWorld world = new DeviceWorld(time);
 * world.addHub("hub-a");
 * world.addHub("hub-b");
 * world.dps().enroll(DeviceEnrollment.group("thermostats", SymmetricKeys.generate()).custom(webhook::handle));
 * world.onEvent(processor::process);
 *
 * world.dps().register(RegistrationRequest.of("sensor-1").withModel("dtmi:com:example:Thermostat;1"));
 * world.hub("hub-a").delete(new DeviceId("sensor-1"));
 * }</pre>
 *
 * <p>All time comes from the time source, also that of the retries of DPS: with a virtual one they take none.
 *
 * <p>Safe for use by many threads. Each call is one step as others see it, except that a registration is two, with the call of the
 * webhook between them.
 */
public final class DeviceWorld {

    private final WorldCore core;
    private final VirtualDps dps;

    /** A world without hubs. */
    public DeviceWorld(TimeSource time) {
        core = new WorldCore(Objects.requireNonNull(time, "time"));
        dps = new VirtualDps(core);
    }

    /**
     * Adds a hub and links it to DPS.
     *
     * @param nameOrHost such as {@code hub-a}, which becomes {@code hub-a.azure-devices.net}, or a host name
     * @throws IllegalArgumentException if there is one of this name
     */
    public VirtualHub addHub(String nameOrHost) {
        VirtualHub hub = new VirtualHub(core, host(nameOrHost));
        return core.read(() -> {
            core.add(hub);
            return hub;
        });
    }

    /**
     * A hub by name or host name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public VirtualHub hub(String nameOrHost) {
        return core.read(() -> core.hub(HubName.of(nameOrHost)));
    }

    /** The hubs in the order in which they were added. */
    public List<VirtualHub> hubs() {
        return core.read(core::hubs);
    }

    /** The Device Provisioning Service. */
    public VirtualDps dps() {
        return dps;
    }

    /** The way of lifecycle events. */
    public EventWeather events() {
        return core.weather();
    }

    /** Somebody who gets the lifecycle events that are routed, from now on. */
    public void onEvent(Consumer<EventEnvelope> listener) {
        core.weather().onEvent(listener);
    }

    /** Says whether a hub, or any hub, has a device now. It knows at once; the service may need some seconds. */
    public DeviceRegistry registry() {
        return new WorldRegistry(core);
    }

    /** Its clock. */
    public TimeSource time() {
        return core.time();
    }

    static HubHost host(String nameOrHost) {
        return new HubHost(nameOrHost.indexOf('.') < 0 ? nameOrHost + ".azure-devices.net" : nameOrHost);
    }
}
