package io.twinlifecycle.provisioning;

/**
 * Finds or creates the digital twin of a registering device.
 *
 * <p>The contract, whose rules the test kit checks by number: it never overwrites or replaces a twin (P3); calling it again, at once
 * or later, is the same as calling it once (P4); it returns or throws within the request's deadline (P5).
 *
 * <p>Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface TwinFactory {

    /**
     * Finds or creates.
     *
     * @throws io.twinlifecycle.LifecycleException if the store cannot do it now (retryable) or ever
     */
    TwinResult findOrCreate(TwinRequest request);
}
