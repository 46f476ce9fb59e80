package io.twinlifecycle.testkit.world;

/**
 * A module as its hub keeps it.
 *
 * @param identity in the registry
 * @param twin its twin
 */
record HubModule(ModuleIdentity identity, DeviceTwin twin) {}
