package io.twinlifecycle.policy;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.Texts;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * DTMIs and prefixes of DTMIs. {@code dtmi:com:example:Thermostat;1} is that model alone, {@code dtmi:com:example:Thermostat} its every
 * version and what is below it, {@code dtmi:com:example:} whatever is below. A prefix ends where a segment ends: {@code
 * dtmi:com:example:Thermo} is not one of {@code dtmi:com:example:Thermostat;1}. {@code dtmi:} is a prefix of all.
 */
final class ModelNames {

    private final Set<String> names;

    ModelNames(String rule, Collection<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(rule + " needs at least one model id or prefix");
        }
        names.forEach(name -> check(rule, name));
        this.names = Set.copyOf(names);
    }

    private static void check(String rule, String name) {
        boolean prefix = name.endsWith(":") && name.indexOf(';') < 0;
        if (!name.equals("dtmi:") && !ModelId.isValid(prefix ? name.substring(0, name.length() - 1) : name)) {
            throw new IllegalArgumentException(
                    rule + " takes a DTMI such as dtmi:com:example:Thermostat;1 or a prefix such as "
                            + "dtmi:com:example: or dtmi:com:example:Thermostat, but was given " + Texts.quoted(name));
        }
    }

    /** The longest of these names that fits the model; none if the text is no DTMI. */
    Optional<String> longestFor(String model) {
        if (!ModelId.isValid(model)) {
            return Optional.empty();
        }
        for (int end = model.length(); end > 0; end = previousBoundary(model, end)) {
            String prefix = model.substring(0, end);
            if (names.contains(prefix)) {
                return Optional.of(prefix);
            }
        }
        return Optional.empty();
    }

    /** From {@code a:b;1} by way of {@code a:b} and {@code a:} to {@code a}. */
    private static int previousBoundary(String model, int end) {
        if (model.charAt(end - 1) == ':') {
            return end - 1;
        }
        for (int i = end - 1; i > 0; i--) {
            char c = model.charAt(i);
            if (c == ';') {
                return i;
            }
            if (c == ':') {
                return i + 1;
            }
        }
        return 0;
    }
}
