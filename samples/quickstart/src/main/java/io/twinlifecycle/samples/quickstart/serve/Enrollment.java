package io.twinlifecycle.samples.quickstart.serve;

import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.dps.HttpWebhook;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.net.URI;

/**
 * The enrollment group of the article, with custom allocation.
 *
 * @param groupKey from which the devices' keys are derived, in Base64
 * @param model what the simulated device says that it is
 * @param registrationId what the simulated device is called
 */
record Enrollment(String groupKey, String model, String registrationId) {

    private static final String GROUP = "thermostats";

    /** Enrolls the group, whose hubs the webhook chooses. */
    static Enrollment in(LocalCloud cloud, URI webhook, String model) {
        SymmetricKeys keys = SymmetricKeys.generate();
        cloud.world().dps().enroll(DeviceEnrollment.group(GROUP, keys).allocatedBy(HttpWebhook.allocation(webhook)));
        return new Enrollment(keys.primary(), model, "thermostat-67");
    }
}
