package io.twinlifecycle.testkit.hubquery;

/** A query or a condition is refused: it breaks a rule of the language, or the documentation does not say what it means. */
public final class HubQueryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private HubQueryException(String message) {
        super(message);
    }

    static HubQueryException at(Token place, String message) {
        return new HubQueryException("at position " + place.position() + ", " + place.shown() + ": " + message);
    }

    static HubQueryException tooLong(int length, int max) {
        return new HubQueryException("it may have " + max + " characters at most, but has " + length);
    }
}
