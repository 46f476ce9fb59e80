package io.twinlifecycle.testkit.fuzz;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.HubName;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.Texts;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.life.LifeFact;
import io.twinlifecycle.life.LifeMap;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.twins.TwinIdMapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The small values: an id is valid or refused, a text that is quoted fits a log, a life map is read as it was written. */
final class ValuesTarget implements FuzzTarget {

    @Override
    public String name() {
        return "values";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "hub-a=deleted@2026-05-01T10:00:07.25Z hub-b=created@2026-05-01T10:00:05Z",
                        "hub-a=assigned@2026-05-01T10:00:07Z",
                        "hub-a=created@+1000000000-12-31T23:59:59.999999999Z",
                        "Device#1.(x)",
                        "A:b_C.d-1",
                        "contoso-hub.azure-devices.net",
                        "dtmi:com:example:Thermostat;1.2",
                        "room/../1",
                        "%2e%2E%2f\u202e\u2028",
                        "\ud83d\ude00 \u0000\r\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        agree(TwinId.isValid(text), TwinId::new, text);
        agree(DeviceId.isValid(text), DeviceId::new, text);
        agree(RegistrationId.isValid(text), RegistrationId::new, text);
        agree(ModelId.isValid(text), ModelId::new, text);
        agree(HubHost.isValid(text), HubHost::new, text);
        Must.beFitForALog(Texts.quoted(text), 83);
        Must.hold(Percent.decode(Percent.encode(text)).equals(text), () -> "a segment is read as it was not written");
        if (DeviceId.isValid(text)) {
            checkTwinId(new DeviceId(text));
        }
        checkMap(text);
    }

    private static void agree(boolean valid, Consumer<String> constructor, String text) {
        try {
            constructor.accept(text);
            Must.hold(valid, () -> "made of an invalid text");
        } catch (IllegalArgumentException e) {
            Must.hold(!valid, () -> "refused a valid text");
            Must.beFitForALog(String.valueOf(e.getMessage()), 300);
        }
    }

    private static void checkTwinId(DeviceId device) {
        try {
            TwinId twin = TwinIdMapping.lowerCase().twinIdOf(device);
            TwinId again = TwinIdMapping.lowerCase().twinIdOf(new DeviceId(twin.value()));
            Must.hold(again.equals(twin), () -> "two spellings, two twins");
        } catch (IllegalArgumentException e) {
            Must.hold(device.value().matches("\\.{1,2}"), () -> "a device without a twin's id");
        }
    }

    private static void checkMap(String text) {
        LifeMap map;
        try {
            map = LifeMap.parse(text);
        } catch (IllegalArgumentException e) {
            Must.beFitForALog(String.valueOf(e.getMessage()), 300);
            return;
        }
        Must.hold(LifeMap.parse(map.toString()).equals(map), () -> "a life map is read as it was not written");
        LifeMap merged = map;
        for (Map.Entry<HubName, LifeFact> fact : map.facts().entrySet()) {
            merged = merged.with(fact.getKey(), fact.getValue());
        }
        Must.hold(merged.equals(map), () -> "its own facts are news to a life map");
    }
}
