package io.twinlifecycle;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host name of an IoT hub as DPS lists it among the linked hubs, such as {@code contoso-hub.azure-devices.net}. Two of them are
 * equal when their {@linkplain #name() first labels} are, whatever the case; the spelling is kept, since DPS wants it back.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class HubHost {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.\\-]{0,252}");

    private final String value;
    private final HubName name; // kept, since policies compare hubs a lot

    /**
     * Checks the form.
     *
     * @param value the host name as DPS spelt it
     * @throws IllegalArgumentException if this is no host name
     */
    public HubHost(String value) {
        this.value = Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "hub must be a host name such as contoso-hub.azure-devices.net, but was " + Texts.quoted(value));
        }
        this.name = HubName.of(value);
    }

    /** Says whether the text can be a hub's host name. */
    public static boolean isValid(String text) {
        int dot = text.indexOf('.');
        return FORM.matcher(text).matches() && (dot < 0 ? text.length() : dot) <= 63;
    }

    /** The host name as DPS spelt it. */
    public String value() {
        return value;
    }

    /** The short name, by which hubs are compared. */
    public HubName name() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HubHost that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The host name as DPS spelt it. */
    @Override
    public String toString() {
        return value;
    }
}
