package io.twinlifecycle.testkit.world;

import java.util.Objects;
import java.util.Optional;

/**
 * How a device or a module proves to its hub who it is.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no key.
 *
 * @param type what it has
 * @param keys its keys, if it has such
 * @param primaryThumbprint of its own certificate, if it is known by that
 * @param secondaryThumbprint of its other certificate, if it is known by that
 */
public record HubAuthentication(
        Type type,
        Optional<SymmetricKeys> keys,
        Optional<String> primaryThumbprint,
        Optional<String> secondaryThumbprint) {

    /** What it has. */
    public enum Type {
        /** Symmetric keys. */
        SAS("sas"),
        /** A certificate that is known by its thumbprint. */
        SELF_SIGNED("selfSigned"),
        /** A certificate that somebody has signed whom the hub trusts. */
        CERTIFICATE_AUTHORITY("certificateAuthority"),
        /** Nothing; such a module cannot connect. */
        NONE("none");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** Its name in JSON. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if it has keys and is not of type {@code SAS}, or the other way round
     */
    public HubAuthentication {
        Objects.requireNonNull(primaryThumbprint, "primaryThumbprint");
        Objects.requireNonNull(secondaryThumbprint, "secondaryThumbprint");
        if ((type == Type.SAS) != keys.isPresent()) {
            throw new IllegalArgumentException("authentication of type " + type.wireName()
                    + (keys.isPresent() ? " has no symmetric keys" : " needs symmetric keys"));
        }
    }

    /** By symmetric keys. */
    public static HubAuthentication keys(SymmetricKeys keys) {
        return new HubAuthentication(Type.SAS, Optional.of(keys), Optional.empty(), Optional.empty());
    }

    /** By symmetric keys if there are some, else by a certificate that somebody has signed whom the hub trusts. */
    static HubAuthentication of(Optional<SymmetricKeys> keys) {
        return keys.map(HubAuthentication::keys)
                .orElseGet(() -> new HubAuthentication(
                        Type.CERTIFICATE_AUTHORITY, Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
