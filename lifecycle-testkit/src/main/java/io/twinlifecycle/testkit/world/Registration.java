package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.RegistrationId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A registration that DPS has accepted. Nothing happens before {@link #run}, which may take as long as the webhook and its retries do.
 *
 * <p>Safe for use by many threads.
 */
public final class Registration {

    private final VirtualDps dps;
    private final String operationId;
    private final RegistrationRequest request;
    private final Enrolled enrolled;
    private final List<HubHost> linked;
    private final byte[] body;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile RegistrationRecord state;

    Registration(
            VirtualDps dps,
            String operationId,
            RegistrationRequest request,
            Enrolled enrolled,
            RegistrationRecord record,
            List<HubHost> linked) {
        this.dps = dps;
        this.operationId = operationId;
        this.request = request;
        this.enrolled = enrolled;
        this.linked = linked;
        body = AllocationBody.of(enrolled, request, record, linked);
        state = record;
    }

    /** The operation's id, in the form that DPS gives it. */
    public String operationId() {
        return operationId;
    }

    /** Who registers. */
    public RegistrationId registrationId() {
        return request.registrationId();
    }

    /** How it stands: {@code ASSIGNING} until it is decided. */
    public RegistrationRecord state() {
        return state;
    }

    /**
     * Chooses a hub and puts the device there.
     *
     * @throws IllegalStateException if it was run before
     */
    public RegistrationRecord run() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("this registration was run before; begin another");
        }
        state = dps.run(this);
        return state;
    }

    RegistrationRequest request() {
        return request;
    }

    /** What the hub knows the device by. */
    Optional<SymmetricKeys> keys() {
        return request.hubKeys().or(() -> enrolled.enrollment().keysOf(request.registrationId()));
    }

    DeviceEnrollment enrollment() {
        return enrolled.enrollment();
    }

    List<HubHost> linked() {
        return linked;
    }

    byte[] body() {
        return body.clone();
    }
}
