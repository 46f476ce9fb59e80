package io.twinlifecycle.model;

import io.twinlifecycle.ModelId;

/** Counts what one description is made of, so that small definitions that refer to each other cannot become a large one. */
final class ElementBudget {

    /** The language's limit for one interface. */
    static final int MAX_ELEMENTS = 100_000;

    private int spent;

    void spend(ModelId owner) {
        if (++spent > MAX_ELEMENTS) {
            throw Dtdl.unreadable(
                    owner, "the model comes to more than " + MAX_ELEMENTS + " elements, the limit of DTDL");
        }
    }
}
