package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.testkit.world.RegistrationRecord.Assignment;
import io.twinlifecycle.testkit.world.RegistrationRecord.Substatus;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a device on its hub, under the world's lock.
 *
 * <ol>
 *   <li>First assignment: the device is created with the initial twin.
 *   <li>Same hub as before: nothing changes. If the device is gone from there, it is created again, with an empty twin.
 *   <li>Another hub, policy migrate: it is created there with its twin's data, and removed from the old hub.
 *   <li>Another hub, policy reset: it is created there with the initial twin, and removed from the old hub.
 * </ol>
 *
 * <p>Nowhere documented, so a guess: a hub that has such a device already keeps it and its twin, and only its keys are replaced.
 */
final class Mover {

    private final WorldCore core;
    private final MoveOrder order;

    Mover(WorldCore core, MoveOrder order) {
        this.core = core;
        this.order = order;
    }

    /** Says what it was; the assignment is where the device is to be. */
    Substatus assign(Registration registration, RegistrationRecord record, Assignment to, Decision.Hub decision) {
        DeviceEnrollment enrollment = registration.enrollment();
        InitialTwin wanted = decision.initialTwin().orElse(enrollment.initialTwin());
        DeviceTwin initial = DeviceTwin.created(wanted.tags(), wanted.desired());
        if (record.assignment().isEmpty()) {
            put(to, registration, initial);
            return Substatus.INITIAL_ASSIGNMENT;
        }
        Assignment from = record.assignment().get();
        if (from.equals(to)) {
            return stay(to, registration, record);
        }
        boolean resets = enrollment.reprovisionPolicy() == ReprovisionPolicy.RESET;
        VirtualHub old = core.hub(from.hub().name());
        DeviceTwin twin = resets ? initial : old.twinIfPresent(from.deviceId()).orElseGet(Mover::empty);
        if (order == MoveOrder.REMOVE_THEN_CREATE) {
            old.remove(from.deviceId());
        }
        put(to, registration, twin);
        if (order == MoveOrder.CREATE_THEN_REMOVE) {
            old.remove(from.deviceId());
        }
        return resets ? Substatus.DEVICE_DATA_RESET : Substatus.DEVICE_DATA_MIGRATED;
    }

    private Substatus stay(Assignment at, Registration registration, RegistrationRecord record) {
        boolean gone = !core.hub(at.hub().name()).has(at.deviceId());
        put(at, registration, empty());
        return gone
                ? Substatus.REPROVISIONED_TO_INITIAL_ASSIGNMENT
                : record.substatus().orElse(Substatus.INITIAL_ASSIGNMENT);
    }

    private void put(Assignment at, Registration registration, DeviceTwin twin) {
        VirtualHub hub = core.hub(at.hub().name());
        DeviceId id = at.deviceId();
        Optional<SymmetricKeys> keys = registration.keys();
        if (hub.has(id)) {
            hub.setKeys(id, keys);
        } else {
            hub.put(id, keys, registration.enrollment().iotEdge(), twin);
        }
    }

    private static DeviceTwin empty() {
        return DeviceTwin.created(Map.of(), Map.of());
    }
}
