package io.twinlifecycle.testkit.fuzz;

import org.jspecify.annotations.Nullable;

/** What Jazzer calls. It finds the methods by their names, so nothing here needs Jazzer to compile. */
public final class JazzerEntry {

    private static @Nullable FuzzTarget target;

    private JazzerEntry() {}

    /** Called once, with the target's name. */
    public static void fuzzerInitialize(String[] args) {
        target = FuzzTargets.named(args[0]);
    }

    /** Called for every input. */
    public static void fuzzerTestOneInput(byte[] data) {
        FuzzTarget chosen = target;
        if (chosen == null) {
            throw new IllegalStateException("not initialized");
        }
        Bounds.run(chosen, data);
    }
}
