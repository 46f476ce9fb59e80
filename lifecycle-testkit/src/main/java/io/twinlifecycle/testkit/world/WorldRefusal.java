package io.twinlifecycle.testkit.world;

import java.util.Optional;

/** The service refuses what it was asked. It carries what a local server puts on the wire. */
public final class WorldRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    private WorldRefusal(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    static WorldRefusal noSuchDevice(String hub, String what) {
        return new WorldRefusal(404, 404_001, "hub " + hub + " has no " + what);
    }

    static WorldRefusal noSuchModule(String hub, String what) {
        return new WorldRefusal(404, 404_010, "hub " + hub + " has no " + what);
    }

    static WorldRefusal moduleExists(String hub, String what) {
        return new WorldRefusal(409, 409_301, "hub " + hub + " has " + what + " already");
    }

    /** Refuses unless the tag that is wanted, if any is, is the one that it has. */
    static void requireEtag(Optional<String> wanted, String actual, TwinOwner what) {
        if (wanted.isPresent() && !wanted.get().equals(actual)) {
            throw new WorldRefusal(412, 412_001, "the entity tag of " + what + " is another by now");
        }
    }

    static WorldRefusal invalid(String why) {
        return new WorldRefusal(400, 400_004, why);
    }

    static WorldRefusal deviceExists(String hub, String what) {
        return new WorldRefusal(409, 409_001, "hub " + hub + " has " + what + " already");
    }

    static WorldRefusal deviceDisabled(String hub, String device) {
        return new WorldRefusal(401, 401_002, "device " + device + " is disabled in hub " + hub);
    }

    static WorldRefusal messageTooLarge(long size, long max) {
        return new WorldRefusal(413, 413_001, "a message may have " + max + " bytes at most, but has " + size);
    }

    static WorldRefusal notEnrolled(String why) {
        return new WorldRefusal(401, 401_002, why);
    }

    static WorldRefusal noEnrollment(String what) {
        return new WorldRefusal(404, 404_201, "there is no " + what);
    }

    static WorldRefusal noRegistration(String id) {
        return new WorldRefusal(404, 404_202, "there is no registration of " + id);
    }

    static WorldRefusal exists(String what) {
        return new WorldRefusal(409, 409_201, what + " exists already; name its etag to change it");
    }

    /** Refuses unless the tag that somebody expects is the one that there is; {@code *} is any, and who expects none takes what there is. */
    static void requireMatch(String what, Optional<String> etag, Optional<String> ifMatch) {
        boolean any = etag.isPresent() && ifMatch.equals(Optional.of("*"));
        boolean matches = ifMatch.isEmpty() || any || etag.equals(ifMatch);
        if (!matches) {
            throw new WorldRefusal(412, 412_201, what + " has another etag, or is not there");
        }
    }

    static WorldRefusal underWay(String registrationId) {
        return new WorldRefusal(
                409,
                409_000,
                "a registration of " + registrationId + " is under way; wait for it, then register again");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The service's own code: the status and three more digits. */
    public int errorCode() {
        return errorCode;
    }
}
