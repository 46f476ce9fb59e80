package io.twinlifecycle.life;

import io.twinlifecycle.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The DTDL interface whose properties hold a device's life. A model extends it, or holds it as a component, so that its twins remember
 * where their device was last seen; upload it beside your models.
 *
 * <p>Safe for use by many threads.
 */
public final class LifeInterface {

    /** Its id. */
    public static final ModelId ID = new ModelId("dtmi:io:twinlifecycle:Life;1");

    /** The property for the host name of the hub to which the device was assigned last. */
    public static final String HUB_HOST_NAME = "hubHostName";

    /** The property for the device's id, as its hub spells it. */
    public static final String DEVICE_ID = "deviceId";

    /** The property for the id under which the device registered last. */
    public static final String REGISTRATION_ID = "registrationId";

    /** The property for the {@link LifeMap}, as text. */
    public static final String LIFE_MAP = "lifeMap";

    /** The property for when the twin was marked as retired, as ISO 8601 text. */
    public static final String RETIRED_AT = "retiredAt";

    private static final String RESOURCE = "Life.json";

    private LifeInterface() {}

    /** Its definition, DTDL v2, as it can be uploaded. */
    public static String dtdl() {
        return Definition.TEXT;
    }

    static String read(String resource) {
        try (@Nullable InputStream stream = LifeInterface.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + resource + " beside " + LifeInterface.class.getName()
                        + " is missing; keep the resources of lifecycle-core when you repackage it");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
        }
    }

    /** Read when it is first asked for, and once. */
    private static final class Definition {
        static final String TEXT = read(RESOURCE);
    }
}
