package io.twinlifecycle.samples.quickstart.page;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one of the two algorithms made of a request or an event.
 *
 * @param outcome in a word, such as {@code RETIRED}
 * @param text in a sentence
 * @param isLoss whether it lost the twin of a device that lives
 */
record Side(
        String outcome, String text, @JsonProperty("lost") boolean isLoss) {

    static Side of(Enum<?> outcome, String text) {
        return new Side(outcome.name(), text, false);
    }

    static Side failed(RuntimeException failure) {
        return new Side("FAILED", "Failed: " + failure.getMessage() + ".", false);
    }

    Side lost() {
        return new Side(outcome, text, true);
    }
}
