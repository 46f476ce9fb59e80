package io.twinlifecycle;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The short name of an IoT hub, in lower case. Lifecycle events carry {@code contoso-hub}, DPS carries
 * {@code contoso-hub.azure-devices.net}: hubs are the same when the first labels are, whatever the case.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param value the first label of the host name, in lower case
 */
public record HubName(String value) implements Comparable<HubName> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9\\-]{0,62}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if this is no label of a host name in lower case
     */
    public HubName {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "hub name must be a host name's first label in lower case, but was " + Texts.quoted(value));
        }
    }

    /**
     * The hub of a name or a host name, in any case.
     *
     * @throws IllegalArgumentException if the first label is none
     */
    public static HubName of(String nameOrHost) {
        int dot = nameOrHost.indexOf('.');
        String label = dot < 0 ? nameOrHost : nameOrHost.substring(0, dot);
        return new HubName(label.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(HubName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
