package io.twinlifecycle.testkit.world;

import java.util.Map;

/**
 * What a hub tells a device that is connected. Calls come one at a time and in order, on a thread that changed something, never under the
 * world's lock: they may use the world. One that throws is logged.
 */
public interface HubDeviceListener {

    /**
     * The back end changed what it wants.
     *
     * @param patchWithVersion what changed, null for what was removed, and the new version of the desired properties as {@code $version}
     */
    void desiredChanged(Map<String, Object> patchWithVersion);

    /**
     * The hub ended the session; nothing follows. Not called when the device closed it.
     *
     * @param why in words
     */
    void closed(String why);
}
