package io.twinlifecycle.testkit.world;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.Texts;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The enrollments; used under the world's lock. */
final class EnrollmentBook {

    private final Map<RegistrationId, Enrolled> individuals = new LinkedHashMap<>();
    private final Map<String, Enrolled> groups = new LinkedHashMap<>();

    Enrolled put(DeviceEnrollment enrollment, String etag, Instant now) {
        Optional<Enrolled> old = find(enrollment.kind(), enrollment.id());
        Enrolled enrolled =
                new Enrolled(enrollment, etag, old.map(Enrolled::created).orElse(now), now);
        if (enrollment.kind() == Kind.GROUP) {
            groups.put(folded(enrollment.id()), enrolled);
        } else {
            individuals.put(new RegistrationId(enrollment.id()), enrolled);
        }
        return enrolled;
    }

    boolean remove(Kind kind, String id) {
        return kind == Kind.GROUP
                ? groups.remove(folded(id)) != null
                : RegistrationId.isValid(id) && individuals.remove(new RegistrationId(id)) != null;
    }

    Optional<Enrolled> find(Kind kind, String id) {
        if (kind == Kind.GROUP) {
            return group(id);
        }
        return RegistrationId.isValid(id) ? individual(new RegistrationId(id)) : Optional.empty();
    }

    List<Enrolled> all(Kind kind) {
        return List.copyOf((kind == Kind.GROUP ? groups : individuals).values());
    }

    Optional<Enrolled> individual(RegistrationId id) {
        return Optional.ofNullable(individuals.get(id));
    }

    Optional<Enrolled> group(String id) {
        return Optional.ofNullable(groups.get(folded(id)));
    }

    List<DeviceEnrollment> groups() {
        return groups.values().stream().map(Enrolled::enrollment).toList();
    }

    /** A device's own enrollment goes before its group: this is how one member of a group is kept out. */
    Enrolled of(RegistrationRequest request) {
        Optional<Enrolled> own = individual(request.registrationId());
        if (own.isPresent()) {
            return own.get();
        }
        if (request.group().isPresent()) {
            String id = request.group().get();
            return group(id)
                    .orElseThrow(() -> WorldRefusal.notEnrolled("there is no enrollment group " + Texts.quoted(id)));
        }
        if (groups.size() != 1) {
            throw WorldRefusal.notEnrolled("there is no enrollment for " + request.registrationId() + ", and "
                    + groups.size() + " groups through which it could come; name one");
        }
        return groups.values().iterator().next();
    }

    /** The service ignores the case of groups' ids, as that of registration IDs (Microsoft, "Terminology", enrollment group). */
    private static String folded(String group) {
        return group.toLowerCase(Locale.ROOT);
    }
}
