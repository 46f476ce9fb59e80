package io.twinlifecycle.testkit.world;

/** What DPS does first when a device moves to another hub. Microsoft does not say, so code must survive both. */
public enum MoveOrder {
    /** It creates the device on the new hub, then removes it from the old one. */
    CREATE_THEN_REMOVE,
    /** It removes the device from the old hub, then creates it on the new one. */
    REMOVE_THEN_CREATE
}
