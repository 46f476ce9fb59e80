package io.twinlifecycle.twins;

/** What retiring a twin means. */
public enum RetirementMode {
    /** Its relationships and the twin are deleted. The default. */
    DELETE,
    /** Its relationships are deleted; the twin stays and says since when it is retired. A device that comes back gets it again. */
    MARK,
    /** The twin and its relationships stay; it is only noted that the device is gone. */
    KEEP
}
