package io.twinlifecycle.provisioning;

/**
 * Hears of every answered registration. What it throws is logged and changes no answer. It is called before the answer leaves, so it must
 * not wait.
 *
 * <p>Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface ProvisioningListener {

    /** A registration was answered. */
    void onAnswer(ProvisioningRecord answered);

    /** Hears nothing. The default. */
    static ProvisioningListener none() {
        return answered -> {};
    }

    /** Tells this one, then the other, even if this one throws. */
    default ProvisioningListener and(ProvisioningListener other) {
        return answered -> {
            try {
                onAnswer(answered);
            } finally {
                other.onAnswer(answered);
            }
        };
    }
}
