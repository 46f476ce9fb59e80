package io.twinlifecycle.testkit.world;

import io.twinlifecycle.RegistrationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of registrations as an operator sees them through the service API.
 *
 * <p>Safe for use by many threads.
 */
public final class RegistrationList {

    private final WorldCore core;
    private final Map<RegistrationId, RegistrationRecord> records;

    RegistrationList(WorldCore core, Map<RegistrationId, RegistrationRecord> records) {
        this.core = core;
        this.records = records;
    }

    /**
     * A record.
     *
     * @throws WorldRefusal with status 404 if there is none
     */
    public RegistrationRecord get(RegistrationId id) {
        return core.read(() -> find(id));
    }

    /** All records, oldest first. */
    public List<RegistrationRecord> all() {
        return core.read(() -> List.copyOf(records.values()));
    }

    /** Puts a record into place as it was in another run, over one that is there; its times are now and its tag is new. */
    public void restore(RegistrationRecord record) {
        core.read(() ->
                records.put(record.registrationId(), record.restored(core.time().now(), core.nextEtag())));
    }

    /** The records of devices that registered through a group last, oldest first. */
    public List<RegistrationRecord> ofGroup(String group) {
        return core.read(() -> records.values().stream()
                .filter(record -> record.group().filter(group::equalsIgnoreCase).isPresent())
                .toList());
    }

    /**
     * Forgets a registration: the next one is the first. The device stays in its hub.
     *
     * @param ifMatch its tag, or {@code *}; empty for whatever there is
     * @throws WorldRefusal with status 404 if there is none, 412 if there is another
     */
    public void delete(RegistrationId id, Optional<String> ifMatch) {
        RegistrationRecord old = core.change(() -> {
            WorldRefusal.requireMatch("registration of " + id, Optional.of(find(id).etag()), ifMatch);
            return records.remove(id);
        });
        if (old == null) {
            throw new IllegalStateException("a registration that was found was not there");
        }
    }

    private RegistrationRecord find(RegistrationId id) {
        RegistrationRecord record = records.get(id);
        if (record == null) {
            throw WorldRefusal.noRegistration(id.value());
        }
        return record;
    }
}
