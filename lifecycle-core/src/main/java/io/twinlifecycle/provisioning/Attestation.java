package io.twinlifecycle.provisioning;

import io.twinlifecycle.JsonValues;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How the device proved itself to DPS.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows the type only: the details may hold keys.
 *
 * @param type the mechanism
 * @param details the JSON object that DPS sent for it, as {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean}
 *     or null. For symmetric keys it is empty; for X.509 its fields are published nowhere, so it is kept as it came
 */
public record Attestation(Type type, Map<String, Object> details) {

    /** Attestation mechanisms. */
    public enum Type {
        /** A symmetric key of the device's own or derived from its group's. */
        SYMMETRIC_KEY("symmetricKey"),
        /** An X.509 client certificate. */
        X509("x509"),
        /** A trusted platform module. */
        TPM("tpm"),
        /** None that we know. */
        UNKNOWN("unknown");

        private final String jsonName;

        Type(String jsonName) {
            this.jsonName = jsonName;
        }

        /** The name that DPS uses. */
        public String jsonName() {
            return jsonName;
        }

        /** The mechanism of a name of DPS, in any case; {@link #UNKNOWN} for every other name. */
        public static Type of(String jsonName) {
            for (Type type : values()) {
                if (type.jsonName.equals(jsonName.toLowerCase(Locale.ROOT))
                        || type.jsonName.equalsIgnoreCase(jsonName)) {
                    return type;
                }
            }
            return UNKNOWN;
        }
    }

    /** Checks and copies. */
    public Attestation {
        Objects.requireNonNull(type, "type");
        details = JsonValues.copy(details);
    }

    @Override
    public String toString() {
        return type.jsonName;
    }
}
