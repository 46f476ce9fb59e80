package io.twinlifecycle.provisioning;

import io.twinlifecycle.LifecycleException;
import java.time.Duration;
import java.util.Optional;

/**
 * All that is to be said of one answered registration: for audits and metrics.
 *
 * @param status the HTTP status of the answer
 * @param request the request; empty if it could not be read
 * @param decision what the policy said; empty if it was not asked
 * @param twin what became of the twin; empty if the factory was not asked or failed
 * @param failure why the answer is not 200, or why the twin has to wait
 * @param elapsed from the body's arrival to the answer
 */
public record ProvisioningRecord(
        int status,
        Optional<AllocationRequest> request,
        Optional<AllocationDecision> decision,
        Optional<TwinResult> twin,
        Optional<LifecycleException> failure,
        Duration elapsed) {}
