package io.twinlifecycle.samples.service;

/**
 * A setting that nobody may see: a record of settings that is logged, a validation error and a failed start show stars in its place.
 *
 * @param value what it is
 */
public record Secret(String value) {

    /** Says whether there is nothing in it. */
    public boolean isBlank() {
        return value.isBlank();
    }

    @Override
    public String toString() {
        return "****";
    }
}
