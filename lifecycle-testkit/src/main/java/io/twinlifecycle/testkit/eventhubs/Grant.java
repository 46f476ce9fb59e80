package io.twinlifecycle.testkit.eventhubs;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a good token allows.
 *
 * @param resource the parts of the path under which it is allowed; empty for the whole namespace
 * @param rights what is allowed there
 * @param expires until when
 */
record Grant(List<String> resource, Set<AccessRight> rights, Instant expires) {

    static final Set<AccessRight> ALL = Set.of(AccessRight.values());

    /** Whether it is about this address and still good. */
    boolean covers(String address, Instant now) {
        List<String> asked = EntityPath.segments(address);
        return now.isBefore(expires)
                && asked.size() >= resource.size()
                && String.join("/", asked.subList(0, resource.size())).equalsIgnoreCase(String.join("/", resource));
    }

    boolean allows(Access access, Instant now) {
        return covers(access.address(), now)
                && (rights.contains(access.right()) || rights.contains(AccessRight.MANAGE));
    }

    /**
     * What a link needs for as long as it is open.
     *
     * @param address of the entity
     * @param right what is done with it
     */
    record Access(String address, AccessRight right) {}
}
