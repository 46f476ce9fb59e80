package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.JsonValues;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.internal.WireTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What DPS remembers of a registration. It survives the deletion of the device, and of the enrollment, until it is deleted itself.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param registrationId in the spelling of the device's first registration
 * @param group the group through which it registered last; empty if it has an enrollment of its own
 * @param status how its last registration went
 * @param substatus what the last assignment was
 * @param assignment where it was assigned last; a registration that fails later leaves it
 * @param failure why its last registration failed
 * @param payload what the webhook tells the device
 * @param created when it registered first
 * @param updated when it changed last
 * @param etag changes with every change
 */
public record RegistrationRecord(
        RegistrationId registrationId,
        Optional<String> group,
        Status status,
        Optional<Substatus> substatus,
        Optional<Assignment> assignment,
        Optional<Failure> failure,
        Optional<Map<String, Object>> payload,
        Instant created,
        Instant updated,
        String etag) {

    /** How a registration went. */
    public enum Status {
        /** It is not decided yet. */
        ASSIGNING("assigning"),
        /** The device has a hub. */
        ASSIGNED("assigned"),
        /** It failed, and DPS will not try again. */
        FAILED("failed"),
        /** Its enrollment is disabled. */
        DISABLED("disabled");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        /** The name that DPS uses. */
        public String wireName() {
            return wireName;
        }
    }

    /** What an assignment was. */
    public enum Substatus {
        /** The first one. */
        INITIAL_ASSIGNMENT("initialAssignment"),
        /** A move to another hub; the twin's data came along. */
        DEVICE_DATA_MIGRATED("deviceDataMigrated"),
        /** A move to another hub; the twin began anew. */
        DEVICE_DATA_RESET("deviceDataReset"),
        /** The device was gone from its hub, and was created there again. When DPS says this is documented in a few words only. */
        REPROVISIONED_TO_INITIAL_ASSIGNMENT("reprovisionedToInitialAssignment");

        private final String wireName;

        Substatus(String wireName) {
            this.wireName = wireName;
        }

        /** The name that DPS uses. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * Where a device is.
     *
     * @param hub the hub
     * @param deviceId its id there
     */
    public record Assignment(HubHost hub, DeviceId deviceId) {
        /** Checks that both are there. */
        public Assignment {
            Objects.requireNonNull(hub, "hub");
            Objects.requireNonNull(deviceId, "deviceId");
        }
    }

    /**
     * Why a registration failed.
     *
     * @param errorCode the code of DPS, such as 400207
     * @param message what the device is told
     */
    public record Failure(int errorCode, String message) {
        /** The webhook answered something that ends the registration. */
        public static final int CUSTOM_ALLOCATION_FAILED = 400_207;

        /** The webhook named no hub. */
        public static final int HUB_NOT_SPECIFIED = 400_208;

        /** The webhook answered 401. */
        public static final int UNAUTHORIZED = 400_209;

        /** Checks that it is there. */
        public Failure {
            Objects.requireNonNull(message, "message");
        }
    }

    /** Copies. */
    public RegistrationRecord {
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(group, "group");
        payload = payload.map(JsonValues::copy);
    }

    static RegistrationRecord begun(RegistrationId id, Optional<String> group, Instant now, String etag) {
        return new RegistrationRecord(
                id,
                group,
                Status.ASSIGNING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                etag);
    }

    RegistrationRecord with(Status newStatus, Optional<Failure> newFailure, Instant now, String newEtag) {
        return new RegistrationRecord(
                registrationId, group, newStatus, substatus, assignment, newFailure, payload, created, now, newEtag);
    }

    RegistrationRecord assigned(
            Assignment where, Substatus what, Optional<Map<String, Object>> toDevice, Instant now, String newEtag) {
        return new RegistrationRecord(
                registrationId,
                group,
                Status.ASSIGNED,
                Optional.of(what),
                Optional.of(where),
                Optional.empty(),
                toDevice,
                created,
                now,
                newEtag);
    }

    RegistrationRecord through(Optional<String> newGroup) {
        return new RegistrationRecord(
                registrationId, newGroup, status, substatus, assignment, failure, payload, created, updated, etag);
    }

    RegistrationRecord restored(Instant now, String newEtag) {
        return new RegistrationRecord(
                registrationId, group, status, substatus, assignment, failure, payload, now, now, newEtag);
    }

    /** As DPS writes it, to devices and in requests to the webhook. */
    public Map<String, Object> document() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("registrationId", registrationId.value());
        json.put("createdDateTimeUtc", WireTime.of(created));
        assignment.ifPresent(where -> {
            json.put("assignedHub", where.hub().value());
            json.put("deviceId", where.deviceId().value());
        });
        json.put("status", status.wireName());
        substatus.ifPresent(what -> json.put("substatus", what.wireName()));
        failure.ifPresent(why -> {
            json.put("errorCode", why.errorCode());
            json.put("errorMessage", why.message());
        });
        json.put("lastUpdatedDateTimeUtc", WireTime.of(updated));
        json.put("etag", etag);
        payload.ifPresent(forDevice -> json.put("payload", forDevice));
        return json;
    }
}
