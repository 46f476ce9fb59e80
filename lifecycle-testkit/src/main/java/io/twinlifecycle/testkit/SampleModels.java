package io.twinlifecycle.testkit;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.life.LifeInterface;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Small DTDL v2 models for tests: a space, and thermostats in it, with and without the life interface.
 *
 * <pre>
 * Space;1              areaInSquareMetres; contains -&gt; anything, with since and priority
 * Device;1             serialNumber, batteryLevel; isIn -&gt; Space;1
 * TemperatureSensor;1  offset, maker; telemetry raw
 * Thermostat;1         a Device;1 with targetTemperature, isOn, place {room, floor}; telemetry temperature; component sensor
 * Thermostat;2         a Thermostat;1 with ecoMode
 * LivingThermostat;1   a Thermostat;1 that extends the life interface
 * LivingThermostat;2   the next version of it, with ecoMode and component backupSensor; no subtype of ;1
 * HeldLifeThermostat;1 a Thermostat;1 that holds the life interface as component life
 * </pre>
 */
public final class SampleModels {

    /** A part of a building. */
    public static final ModelId SPACE = new ModelId("dtmi:com:example:Space;1");

    /** What all devices have in common. */
    public static final ModelId DEVICE = new ModelId("dtmi:com:example:Device;1");

    /** A component of thermostats. */
    public static final ModelId TEMPERATURE_SENSOR = new ModelId("dtmi:com:example:TemperatureSensor;1");

    /** A device with a component. */
    public static final ModelId THERMOSTAT = new ModelId("dtmi:com:example:Thermostat;1");

    /** The next version of it, with one more property. */
    public static final ModelId THERMOSTAT_2 = new ModelId("dtmi:com:example:Thermostat;2");

    /** A thermostat that remembers its device. */
    public static final ModelId LIVING_THERMOSTAT = new ModelId("dtmi:com:example:LivingThermostat;1");

    /** The next version of it. */
    public static final ModelId LIVING_THERMOSTAT_2 = new ModelId("dtmi:com:example:LivingThermostat;2");

    /** A thermostat that holds its device's life as a component. */
    public static final ModelId HELD_LIFE_THERMOSTAT = new ModelId("dtmi:com:example:HeldLifeThermostat;1");

    private SampleModels() {}

    /** The definitions of all of them and of the life interface, each after those that it needs. */
    public static List<String> all() {
        return List.of(
                dtdl(SPACE),
                dtdl(DEVICE),
                dtdl(TEMPERATURE_SENSOR),
                dtdl(THERMOSTAT),
                dtdl(THERMOSTAT_2),
                LifeInterface.dtdl(),
                dtdl(LIVING_THERMOSTAT),
                dtdl(LIVING_THERMOSTAT_2),
                dtdl(HELD_LIFE_THERMOSTAT));
    }

    /**
     * The definition of one of them.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static String dtdl(ModelId model) {
        String name =
                model.value().substring(model.value().lastIndexOf(':') + 1).replace(';', '-');
        try (InputStream in = SampleModels.class.getResourceAsStream("models/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException(model + " is no sample model");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
