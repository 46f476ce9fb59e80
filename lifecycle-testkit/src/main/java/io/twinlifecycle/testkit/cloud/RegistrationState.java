package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.RegistrationRecord;
import io.twinlifecycle.testkit.world.RegistrationRecord.Assignment;
import io.twinlifecycle.testkit.world.RegistrationRecord.Failure;
import io.twinlifecycle.testkit.world.RegistrationRecord.Status;
import io.twinlifecycle.testkit.world.RegistrationRecord.Substatus;
import io.twinlifecycle.testkit.world.VirtualDps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Records of registrations in a file: as DPS writes them, and the group through which a device came. */
final class RegistrationState {

    static final String REGISTRATIONS = "registrations";

    private static final String GROUP = "enrollmentGroupId";
    private static final List<String> UNSAVED = List.of("createdDateTimeUtc", "lastUpdatedDateTimeUtc", "etag");
    private static final Set<String> MEMBERS = Set.of(
            "registrationId",
            GROUP,
            "assignedHub",
            "deviceId",
            "status",
            "substatus",
            "errorCode",
            "errorMessage",
            "payload",
            "createdDateTimeUtc",
            "lastUpdatedDateTimeUtc",
            "etag");

    private RegistrationState() {}

    static List<Runnable> steps(DeviceWorld world, Map<String, Object> json) {
        List<Runnable> steps = new ArrayList<>();
        for (Entry entry : Entry.list(json, "", REGISTRATIONS)) {
            entry.requireKnown(MEMBERS);
            RegistrationRecord record = entry.attempt(() -> read(world, entry));
            steps.add(() -> world.dps().registrations().restore(record));
        }
        return steps;
    }

    private static RegistrationRecord read(DeviceWorld world, Entry entry) {
        Optional<Assignment> assignment = entry.has("assignedHub") || entry.has("deviceId")
                ? Optional.of(new Assignment(
                        world.hub(entry.text("assignedHub")).host(), new DeviceId(entry.text("deviceId"))))
                : Optional.empty();
        Status status =
                named(entry, "status", Status.values(), Status::wireName).orElse(Status.ASSIGNED);
        if (status == Status.ASSIGNED && assignment.isEmpty()) {
            throw new IllegalArgumentException("who is assigned has assignedHub and deviceId");
        }
        return new RegistrationRecord(
                new RegistrationId(entry.text("registrationId")),
                entry.has(GROUP) ? Optional.of(entry.text(GROUP)) : Optional.empty(),
                status,
                named(entry, "substatus", Substatus.values(), Substatus::wireName),
                assignment,
                failure(entry),
                entry.has("payload") ? Optional.of(entry.object("payload")) : Optional.empty(),
                world.time().now(),
                world.time().now(),
                "");
    }

    private static Optional<Failure> failure(Entry entry) {
        if (!entry.has("errorCode")) {
            return Optional.empty();
        }
        if (entry.json().get("errorCode") instanceof Integer code) {
            return Optional.of(new Failure(code, entry.text("errorMessage")));
        }
        throw new IllegalArgumentException("errorCode must be a whole number");
    }

    private static <T> Optional<T> named(Entry entry, String member, T[] values, Function<T, String> name) {
        if (!entry.has(member)) {
            return Optional.empty();
        }
        String wanted = entry.text(member);
        return Optional.of(Arrays.stream(values)
                .filter(each -> name.apply(each).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(member + " is none of "
                        + Arrays.stream(values).map(name).toList())));
    }

    static void write(VirtualDps dps, Map<String, Object> json) {
        json.put(
                REGISTRATIONS,
                dps.registrations().all().stream()
                        .map(RegistrationState::document)
                        .toList());
    }

    private static Map<String, Object> document(RegistrationRecord record) {
        Map<String, Object> json = new LinkedHashMap<>(record.document());
        UNSAVED.forEach(json::remove);
        record.group().ifPresent(group -> json.put(GROUP, group));
        return json;
    }
}
