package io.twinlifecycle.testkit.hubquery;

/** What a property is that is not there, and whatever is made of it. JSON's null is Java's. */
public enum Undefined {
    /** The only one. */
    UNDEFINED
}
