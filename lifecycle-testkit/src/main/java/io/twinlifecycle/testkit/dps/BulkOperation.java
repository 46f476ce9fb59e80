package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.JsonFields;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.EnrollmentList;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes or deletes up to ten enrollments; those that fail do not keep the others from it. */
final class BulkOperation {

    private static final int MAX = 10;

    private final Kind kind;
    private final EnrollmentList enrollments;
    private final EnrollmentReader reader;

    BulkOperation(Kind kind, EnrollmentList enrollments, EnrollmentReader reader) {
        this.kind = kind;
        this.enrollments = enrollments;
        this.reader = reader;
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if the whole is malformed
     */
    Map<String, Object> run(Map<String, Object> json) {
        String list = kind == Kind.GROUP ? "enrollmentGroups" : "enrollments";
        String mode = JsonFields.text(json, "mode").orElse("");
        if (!List.of("create", "update", "updateIfMatchETag", "delete").contains(mode)) {
            throw new IllegalArgumentException("mode must be create, update, updateIfMatchETag or delete");
        }
        if (!(JsonFields.get(json, list) instanceof List<?> all) || all.isEmpty() || all.size() > MAX) {
            throw new IllegalArgumentException("a bulk operation has 1 to " + MAX + " " + list);
        }
        List<Map<String, Object>> errors = new ArrayList<>();
        for (Object each : all) {
            Map<String, Object> one = Json.asObject(each);
            if (one == null) {
                throw new IllegalArgumentException("one of the " + list + " is no object");
            }
            String id = JsonFields.text(one, EnrollmentReader.idName(kind)).orElse("");
            try {
                run(mode, id, one);
            } catch (WorldRefusal e) {
                errors.add(error(id, e.errorCode(), e));
            } catch (NotImitated e) {
                errors.add(error(id, 501_000, e));
            } catch (IllegalArgumentException e) {
                errors.add(error(id, 400_000, e));
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("isSuccessful", errors.isEmpty());
        result.put("errors", errors);
        return result;
    }

    private void run(String mode, String id, Map<String, Object> json) {
        Optional<String> etag = JsonFields.text(json, "etag");
        if (mode.equals("delete")) {
            enrollments.delete(kind, id, Optional.empty());
            return;
        }
        Optional<DeviceEnrollment> old = mode.equals("create")
                ? Optional.empty()
                : Optional.of(enrollments.get(kind, id).enrollment());
        DeviceEnrollment enrollment = reader.read(kind, json, old);
        Optional<String> ifMatch =
                old.isEmpty() ? Optional.empty() : Optional.of(mode.equals("update") ? "*" : etag.orElse("none"));
        enrollments.put(enrollment, ifMatch);
    }

    private Map<String, Object> error(String id, int code, RuntimeException why) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put(EnrollmentReader.idName(kind), id);
        error.put("errorCode", code);
        error.put("errorStatus", String.valueOf(why.getMessage()));
        return error;
    }
}
