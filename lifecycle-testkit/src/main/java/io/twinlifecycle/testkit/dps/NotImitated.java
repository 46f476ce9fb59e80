package io.twinlifecycle.testkit.dps;

/** Somebody asks for what the service does and this server does not; the message says what to do instead. */
final class NotImitated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotImitated(String what) {
        super(what);
    }
}
