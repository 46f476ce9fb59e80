package io.twinlifecycle.samples.reliability;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured and which promises were broken, to be printed at the end. Used by one thread. */
final class Figures {

    private static final int SHOWN = 20;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    void put(String name, Object value) {
        values.put(name, String.valueOf(value));
    }

    void tenths(String name, double value) {
        values.put(name, String.format(Locale.ROOT, "%.1f", value));
    }

    /** Notes a promise that must have held. */
    void promise(boolean kept, String what) {
        if (!kept) {
            broken.add(what);
        }
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    /** Prints the broken promises and then the figures, one a line. */
    void print(PrintStream out) {
        broken.stream().limit(SHOWN).forEach(what -> out.println("BROKEN " + what));
        values.forEach((name, value) -> out.println(name + ": " + value));
        out.println("promises broken: " + broken.size());
    }

    /** What the process shall end with. */
    int exitCode() {
        return broken.isEmpty() ? 0 : 1;
    }
}
