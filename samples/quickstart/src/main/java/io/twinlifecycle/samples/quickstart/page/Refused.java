package io.twinlifecycle.samples.quickstart.page;

/** A command that cannot be carried out now; the message is a sentence for the person who gave it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
