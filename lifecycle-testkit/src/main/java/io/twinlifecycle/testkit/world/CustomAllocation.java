package io.twinlifecycle.testkit.world;

import io.twinlifecycle.provisioning.WebhookResponse;

/**
 * The webhook that a {@link VirtualDps} calls: bytes in, status and bytes out. {@code ProvisioningWebhook::handle} is one.
 *
 * <p>Called by many threads. An exception counts as status 500, so DPS asks again.
 */
@FunctionalInterface
public interface CustomAllocation {

    /**
     * Answers a call.
     *
     * @param body an {@code AllocationRequest} as JSON
     */
    WebhookResponse allocate(byte[] body);
}
