package io.twinlifecycle.testkit.fuzz;

import java.util.List;

/**
 * A place where foreign bytes come in, with what must be true whatever they are. Stateless as far as one can tell from outside, so that
 * an input that was found can be tried again. Not safe for use by many threads.
 */
public interface FuzzTarget {

    /** By which it is asked for, such as {@code webhook}. */
    String name();

    /** Inputs to start from, made from the fixtures. */
    List<byte[]> seeds();

    /**
     * Tries an input.
     *
     * @throws RuntimeException if something is not true that must be: a finding; any other exception is one too
     */
    void run(byte[] data);
}
