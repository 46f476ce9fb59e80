package io.twinlifecycle.provisioning;

/** What to do with a registration when the twin store cannot serve it in time. */
public enum WhenTwinStoreFails {
    /** Answer 503, so that DPS asks again: ten times within about seven minutes. The device waits. The default. */
    ASK_AGAIN,
    /**
     * Allocate at once; the device's creation event finishes the twin later. For fleets that route creation events and whose devices
     * must not wait.
     */
    ALLOCATE_NOW
}
