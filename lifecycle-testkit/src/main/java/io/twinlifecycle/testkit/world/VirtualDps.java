package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.Enrollment;
import io.twinlifecycle.provisioning.Enrollment.ReprovisionPolicy;
import io.twinlifecycle.testkit.world.RegistrationRecord.Assignment;
import io.twinlifecycle.testkit.world.RegistrationRecord.Failure;
import io.twinlifecycle.testkit.world.RegistrationRecord.Status;
import io.twinlifecycle.testkit.world.RegistrationRecord.Substatus;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The Device Provisioning Service of a {@link DeviceWorld}. All hubs of the world are linked to it.
 *
 * <p>A registration finds its enrollment (a device's own goes before its group's), then chooses a hub, then puts the device there:
 *
 * <ol>
 *   <li>Offered are the enrollment's hubs, or all; to a device that has a hub under "never re-provision", only that one.
 *   <li>A webhook is asked at every registration, whatever the re-provision policy. 200 with an offered hub assigns it; without a hub
 *       fails with 400208; 401 fails with 400209; 429 and above is asked again, ten times, after 1 s, 10 s, 19 s and so on by the world's
 *       clock; everything else fails with 400207.
 *   <li>A first assignment creates the device with the webhook's initial twin, or else the enrollment's. A move under "reset" does so too.
 *       In all other cases the initial twin is ignored. A move creates the device on the new hub and removes it from the old one.
 *   <li>The webhook's payload goes to the device, every time.
 * </ol>
 *
 * <p>Not documented by Microsoft, so guesses: a hub that is not offered, an answer that cannot be read and used-up retries fail with
 * 400207; a second registration of an id while one is under way is refused with 409; a device that was deleted in its hub is created
 * there again, with an empty twin, whatever the policy; the device id keeps the spelling of the first registration.
 *
 * <p>It does not imitate: allocation by latency and quotas, nor does it check keys, certificates and TPMs: whoever calls it has proved who
 * he is.
 *
 * <p>Safe for use by many threads. The webhook is called without any lock.
 */
public final class VirtualDps {

    private final WorldCore core;
    private final WebhookCaller caller;
    private final EnrollmentBook book = new EnrollmentBook();
    private final Map<RegistrationId, RegistrationRecord> records = new LinkedHashMap<>();
    private final Set<RegistrationId> underWay = new HashSet<>();
    private final Map<String, X509Certificate> certificates = new HashMap<>();
    private final EnrollmentList enrollments;
    private final RegistrationList registrations;
    private volatile MoveOrder moveOrder = MoveOrder.CREATE_THEN_REMOVE;
    private volatile Consumer<RegistrationId> beforeAssignment = id -> {};

    VirtualDps(WorldCore core) {
        this.core = core;
        caller = new WebhookCaller(core.time());
        enrollments = new EnrollmentList(core, book, this::record);
        registrations = new RegistrationList(core, records);
    }

    /**
     * Writes an enrollment, over one of the same kind and id if there is one.
     *
     * @throws IllegalArgumentException if it has a hub that this world has not
     */
    public void enroll(DeviceEnrollment enrollment) {
        Enrolled enrolled = core.change(() -> enrollments.write(enrollment));
        Objects.requireNonNull(enrolled, "enrolled");
    }

    /** The enrollments with their entity tags, as an operator sees them. */
    public EnrollmentList enrollments() {
        return enrollments;
    }

    /** The records of registrations, as an operator sees them. */
    public RegistrationList registrations() {
        return registrations;
    }

    /** Uploads a CA certificate, over one of the same name if there is one; enrollments name it by reference. */
    public void addCertificate(String name, X509Certificate certificate) {
        Objects.requireNonNull(certificate, "certificate");
        core.read(() -> certificates.put(name, certificate));
    }

    /** The CA certificate of that name, if it was uploaded. */
    public Optional<X509Certificate> certificate(String name) {
        return core.read(() -> Optional.ofNullable(certificates.get(name)));
    }

    /** Deletes an enrollment; registrations and devices stay. Says whether it was there. */
    public boolean removeEnrollment(Enrollment.Kind kind, String id) {
        return core.change(() -> book.remove(kind, id));
    }

    /** The enrollment of a device's own, if it has one. */
    public Optional<DeviceEnrollment> individual(RegistrationId id) {
        return core.read(() -> book.individual(id).map(Enrolled::enrollment));
    }

    /** The groups, oldest first. */
    public List<DeviceEnrollment> groups() {
        return core.read(book::groups);
    }

    /** What is remembered of a registration. */
    public Optional<RegistrationRecord> record(RegistrationId id) {
        return core.read(() -> Optional.ofNullable(records.get(id)));
    }

    /** Forgets a registration: the next one is the first. The device stays in its hub. Says whether it was there. */
    public boolean deleteRecord(RegistrationId id) {
        return core.change(() -> records.remove(id) != null);
    }

    /** What comes first when a device moves; {@link MoveOrder#CREATE_THEN_REMOVE} if not set. */
    public void moveOrder(MoveOrder order) {
        moveOrder = Objects.requireNonNull(order, "order");
    }

    /**
     * Runs between the answer of the webhook and the assignment: for an operator who deletes the device just then. If it throws, DPS has
     * failed: the registration fails although the webhook answered.
     */
    public void beforeAssignment(Consumer<RegistrationId> action) {
        beforeAssignment = Objects.requireNonNull(action, "action");
    }

    /**
     * Registers a device, from its request to its assignment or failure.
     *
     * @throws WorldRefusal with status 401 if it has no enrollment, 409 if a registration of this id is under way
     */
    public RegistrationRecord register(RegistrationRequest request) {
        return begin(request).run();
    }

    /**
     * Accepts a request; the rest happens in {@link Registration#run}. Until then no other of this id is accepted.
     *
     * @throws WorldRefusal with status 401 if it has no enrollment, 409 if a registration of this id is under way
     */
    public Registration begin(RegistrationRequest request) {
        return core.change(() -> {
            RegistrationId id = request.registrationId();
            Enrolled enrolled = book.of(request);
            if (underWay.contains(id)) {
                throw WorldRefusal.underWay(id.value());
            }
            RegistrationRecord old = records.get(id);
            Optional<String> group = enrolled.enrollment().kind() == Enrollment.Kind.GROUP
                    ? Optional.of(enrolled.enrollment().id())
                    : Optional.empty();
            RegistrationRecord record = old == null
                    ? RegistrationRecord.begun(id, group, core.time().now(), core.nextEtag())
                    : old.through(group)
                            .with(
                                    Status.ASSIGNING,
                                    Optional.empty(),
                                    core.time().now(),
                                    core.nextEtag());
            List<HubHost> offered = offered(enrolled, record);
            underWay.add(id);
            return new Registration(this, operationId(id), request, enrolled, record, offered);
        });
    }

    /** Carries out a registration. */
    RegistrationRecord run(Registration registration) {
        RegistrationId id = registration.registrationId();
        try {
            if (!registration.enrollment().enabled()) {
                return core.read(() -> registration
                        .state()
                        .with(Status.DISABLED, Optional.empty(), core.time().now(), core.nextEtag()));
            }
            Decision decision = decide(registration);
            if (decision instanceof Decision.Hub hub) {
                return tryToAssign(registration, hub);
            }
            return fail(registration, ((Decision.None) decision).why());
        } finally {
            core.read(() -> underWay.remove(id));
        }
    }

    private Decision decide(Registration registration) {
        List<HubHost> linked = registration.linked();
        HubAllocation allocation = registration.enrollment().allocation();
        if (allocation instanceof HubAllocation.Custom custom) {
            return caller.ask(custom.webhook(), registration.body(), linked);
        }
        int index = allocation instanceof HubAllocation.Fixed
                ? 0
                : Math.floorMod(registration.registrationId().folded().hashCode(), linked.size());
        return new Decision.Hub(linked.get(index), Optional.empty(), Optional.empty());
    }

    private RegistrationRecord tryToAssign(Registration registration, Decision.Hub decision) {
        try {
            beforeAssignment.accept(registration.registrationId());
        } catch (RuntimeException e) {
            return fail(registration, new Failure(500_000, "DPS failed before the assignment: " + e.getMessage()));
        }
        return core.change(() -> assign(registration, decision));
    }

    /** The record of now, not of the beginning: others may have deleted it meanwhile. */
    private RegistrationRecord assign(Registration registration, Decision.Hub decision) {
        RegistrationId id = registration.registrationId();
        Optional<String> group = registration.state().group();
        RegistrationRecord record = records.getOrDefault(
                        id,
                        RegistrationRecord.begun(id, group, registration.state().created(), core.nextEtag()))
                .through(group);
        DeviceId deviceId = registration
                .enrollment()
                .deviceId()
                .or(() -> record.assignment().map(Assignment::deviceId))
                .orElseGet(() -> new DeviceId(id.value()));
        Assignment to = new Assignment(decision.hub(), deviceId);
        Substatus what = new Mover(core, moveOrder).assign(registration, record, to, decision);
        RegistrationRecord assigned =
                record.assigned(to, what, decision.payload(), core.time().now(), core.nextEtag());
        records.put(id, assigned);
        return assigned;
    }

    private RegistrationRecord fail(Registration registration, Failure why) {
        return core.change(() -> {
            RegistrationRecord failed = registration
                    .state()
                    .with(Status.FAILED, Optional.of(why), core.time().now(), core.nextEtag());
            records.put(registration.registrationId(), failed);
            return failed;
        });
    }

    private List<HubHost> offered(Enrolled enrolled, RegistrationRecord record) {
        DeviceEnrollment enrollment = enrolled.enrollment();
        if (enrollment.reprovisionPolicy() == ReprovisionPolicy.NEVER
                && record.assignment().isPresent()) {
            return List.of(record.assignment().get().hub());
        }
        List<HubHost> all = enrollment.hubs().isEmpty()
                ? core.hubs().stream().map(VirtualHub::host).toList()
                : enrollment.hubs();
        if (all.isEmpty()) {
            throw new IllegalStateException("this world has no hub; add one before a device registers");
        }
        return all;
    }

    private String operationId(RegistrationId id) {
        return String.format(
                Locale.ROOT,
                "4.%016x.%s",
                id.folded().hashCode() & 0xFFFF_FFFFL,
                new UUID(core.nextNumber(), id.hashCode()));
    }
}
