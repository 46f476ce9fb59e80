package io.twinlifecycle.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Runs a target and measures: no input may take more memory or time than this, however it is made. */
final class Bounds {

    /** Thousands of times what an input of a few kilobytes needs, and far less than a hostile one would take if it could. */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    static void run(FuzzTarget target, byte[] data) {
        if (!isBounded(target, data)) {
            // Once more: the first time a class may have been loaded, or somebody else may have had the processor.
            Must.hold(isBounded(target, data), () -> target.name() + " takes too much memory or time");
        }
    }

    private static boolean isBounded(FuzzTarget target, byte[] data) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        target.run(data);
        return THREADS.getCurrentThreadAllocatedBytes() - bytes <= MAX_BYTES
                && System.nanoTime() - start <= MAX_TIME.toNanos();
    }
}
