package io.twinlifecycle.provisioning;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.TwinId;
import java.util.Objects;

/** What became of the search for a device's twin. */
public sealed interface TwinResult {

    /**
     * The device has its twin.
     *
     * @param twin the twin's id
     * @param model the twin's model, which need not be the one that was asked for: an existing twin keeps its own by default
     * @param change what was done to it
     */
    record Ready(TwinId twin, ModelId model, Change change) implements TwinResult {
        /** Checks that all are there. */
        public Ready {
            Objects.requireNonNull(twin, "twin");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(change, "change");
        }
    }

    /**
     * The device gets no twin, now or later, unless somebody changes something.
     *
     * @param refusal code and sentence
     */
    record Refused(Refusal refusal) implements TwinResult {
        /** Checks that it is there. */
        public Refused {
            Objects.requireNonNull(refusal, "refusal");
        }
    }

    /** What was done to the twin. */
    enum Change {
        /** It was created. */
        CREATED,
        /** It was there, and nothing had to be written. */
        FOUND,
        /** It was there, and it was noted where the device is now. */
        NOTED,
        /** It was there, and its model was brought up to the one that was asked for. */
        MODEL_UPDATED
    }
}
