package io.twinlifecycle.provisioning;

/** When the answer carries an initial device twin. */
public enum InitialTwinMode {
    /**
     * When DPS honours it: on a first assignment, and when the hub changes under "re-provision and reset". The default. In all other
     * cases DPS ignores it, or, by another reading of its page, lets it override the migration of the device's data.
     */
    WHEN_HONOURED,
    /** Always. */
    ALWAYS,
    /** Never; the enrollment's own initial twin is used. */
    NEVER
}
