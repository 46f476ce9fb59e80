package io.twinlifecycle.samples.quickstart;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.life.LifeInterface;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The models of the story: a space, and a thermostat that remembers its device because it extends the life interface. */
public final class Models {

    /** A space. */
    public static final ModelId SPACE = new ModelId("dtmi:com:example:Space;1");
    /** A thermostat. */
    public static final ModelId THERMOSTAT = new ModelId("dtmi:com:example:Thermostat;1");

    private Models() {}

    /** All of them, as DTDL. */
    public static List<String> all() throws IOException {
        return List.of(LifeInterface.dtdl(), resource("/models/Space.json"), resource("/models/Thermostat.json"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Models.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
