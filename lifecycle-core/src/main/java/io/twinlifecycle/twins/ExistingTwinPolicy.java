package io.twinlifecycle.twins;

/** What to do when a device's own twin has another model than the one that it registers with. No twin is ever replaced. */
public enum ExistingTwinPolicy {
    /** The twin keeps its model and its properties; the device is provisioned. The default. */
    KEEP,
    /** The registration is refused. */
    REFUSE,
    /** The twin's model is changed under its version; properties stay. If the store refuses that, so is the registration. */
    UPDATE_MODEL
}
