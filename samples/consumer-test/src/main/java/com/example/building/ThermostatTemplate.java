package com.example.building;

import io.twinlifecycle.twins.NewDevice;
import io.twinlifecycle.twins.TwinTemplate;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a thermostat's twin begins: a target of 20 degrees, the serial number that the device sent, and its maker. */
public final class ThermostatTemplate implements TwinTemplate {

    @Override
    public Map<String, Object> initialValues(NewDevice device) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("targetTemperature", 20.0);
        device.payload().text("serialNumber").ifPresent(number -> values.put("serialNumber", number));
        values.put("sensor", Map.of("maker", "Contoso"));
        return values;
    }
}
