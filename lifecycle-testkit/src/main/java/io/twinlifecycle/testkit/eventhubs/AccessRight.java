package io.twinlifecycle.testkit.eventhubs;

/** What a shared access key lets its owner do. */
public enum AccessRight {
    /** Send events. */
    SEND,
    /** Receive events. */
    LISTEN,
    /** All of it; a key that may manage may send and listen too. */
    MANAGE;

    /** As the service spells it in its refusals. */
    String claim() {
        return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
