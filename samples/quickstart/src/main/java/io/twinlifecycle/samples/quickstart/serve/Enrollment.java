package io.twinlifecycle.samples.quickstart.serve;

import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.dps.HttpWebhook;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.Enrolled;
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

    /**
     * Enrolls the group, whose hubs the webhook chooses. One that was loaded keeps its keys, so that devices' keys stay good; only the address
     * of the webhook may be another this time.
     */
    static Enrollment in(LocalCloud cloud, URI webhook, String model) {
        DeviceEnrollment group = cloud.world()
                .dps()
                .enrollments()
                .find(Kind.GROUP, GROUP)
                .map(Enrolled::enrollment)
                .filter(loaded -> loaded.attestation().symmetricKeys().isPresent())
                .orElseGet(() -> DeviceEnrollment.group(GROUP, SymmetricKeys.generate()));
        cloud.world().dps().enroll(group.allocatedBy(HttpWebhook.allocation(webhook)));
        String key =
                group.attestation().symmetricKeys().map(SymmetricKeys::primary).orElseThrow();
        return new Enrollment(key, model, "thermostat-67");
    }
}
