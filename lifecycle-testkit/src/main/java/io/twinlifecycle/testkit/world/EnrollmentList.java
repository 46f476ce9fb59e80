package io.twinlifecycle.testkit.world;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.Enrollment.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The enrollments as an operator sees them through the service API: with entity tags and times, changed only on conditions.
 *
 * <p>Safe for use by many threads.
 */
public final class EnrollmentList {

    private final WorldCore core;
    private final EnrollmentBook book;
    private final Function<RegistrationId, Optional<RegistrationRecord>> records;

    EnrollmentList(
            WorldCore core, EnrollmentBook book, Function<RegistrationId, Optional<RegistrationRecord>> records) {
        this.core = core;
        this.book = book;
        this.records = records;
    }

    /**
     * Writes an enrollment.
     *
     * @param ifMatch the tag of the one that it replaces, or {@code *}; empty for a new one
     * @throws WorldRefusal with status 409 if there is one and no tag was given, 412 if there is another or none
     * @throws IllegalArgumentException if it has a hub that this world has not
     */
    public Enrolled put(DeviceEnrollment enrollment, Optional<String> ifMatch) {
        return core.change(() -> {
            Optional<Enrolled> old = book.find(enrollment.kind(), enrollment.id());
            String what = what(enrollment.kind(), enrollment.id());
            if (old.isPresent() && ifMatch.isEmpty()) {
                throw WorldRefusal.exists(what);
            }
            WorldRefusal.requireMatch(what, old.map(Enrolled::etag), ifMatch);
            return write(enrollment);
        });
    }

    /**
     * Deletes an enrollment; registrations and devices stay.
     *
     * @param ifMatch its tag, or {@code *}; empty for whatever there is
     * @throws WorldRefusal with status 404 if there is none, 412 if there is another
     */
    public void delete(Kind kind, String id, Optional<String> ifMatch) {
        boolean gone = core.change(() -> {
            Enrolled old = book.find(kind, id).orElseThrow(() -> WorldRefusal.noEnrollment(what(kind, id)));
            WorldRefusal.requireMatch(what(kind, id), Optional.of(old.etag()), ifMatch);
            return book.remove(kind, id);
        });
        if (!gone) {
            throw new IllegalStateException("an enrollment that was found was not there");
        }
    }

    /**
     * An enrollment.
     *
     * @throws WorldRefusal with status 404 if there is none
     */
    public Enrolled get(Kind kind, String id) {
        return find(kind, id).orElseThrow(() -> WorldRefusal.noEnrollment(what(kind, id)));
    }

    /** An enrollment, if there is one. */
    public Optional<Enrolled> find(Kind kind, String id) {
        return core.read(() -> book.find(kind, id));
    }

    /** All of a kind, oldest first. */
    public List<Enrolled> all(Kind kind) {
        return core.read(() -> book.all(kind));
    }

    /** An enrollment as the service writes it when it is asked for: without symmetric keys. */
    public Map<String, Object> document(Enrolled enrolled) {
        return EnrollmentDocument.forOperator(
                enrolled,
                record(enrolled),
                AttestationDocument.withoutKeys(enrolled.enrollment().attestation()));
    }

    /** An enrollment as the service writes it when it is created or changed: with symmetric keys, generated ones too. */
    public Map<String, Object> documentWithKeys(Enrolled enrolled) {
        return EnrollmentDocument.forOperator(enrolled, record(enrolled), attestation(enrolled));
    }

    /** Its attestation with symmetric keys. */
    public Map<String, Object> attestation(Enrolled enrolled) {
        return AttestationDocument.withKeys(enrolled.enrollment().attestation());
    }

    /** Under the lock: whatever was there. */
    Enrolled write(DeviceEnrollment enrollment) {
        enrollment.hubs().forEach(hub -> core.hub(hub.name()));
        return book.put(enrollment, core.nextEtag(), core.time().now());
    }

    private Optional<RegistrationRecord> record(Enrolled enrolled) {
        return enrolled.enrollment().kind() == Kind.GROUP
                ? Optional.empty()
                : records.apply(new RegistrationId(enrolled.enrollment().id()));
    }

    private static String what(Kind kind, String id) {
        return (kind == Kind.GROUP ? "enrollment group " : "enrollment ") + id;
    }
}
