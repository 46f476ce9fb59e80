package io.twinlifecycle.samples.reliability;

/** What the events tell of a device, and what must have become of its twin in the end. */
enum Fate {
    /** Created and deleted. */
    DELETED(false),
    /** Moved to another hub, then deleted there too. */
    MOVED_THEN_DELETED(false),
    /** Deleted, with relationships to and from its twin. */
    DELETED_WITH_NEIGHBOURS(false),
    /** Moved to another hub; the deletion on the old one comes late. */
    MOVED(true),
    /** Deleted and registered again on the same hub; the deletion comes late. */
    RETURNED(true),
    /** Created, and only modules of it come and go. */
    MODULES_ONLY(true);

    private final boolean lives;

    Fate(boolean lives) {
        this.lives = lives;
    }

    boolean lives() {
        return lives;
    }

    /** Most are the plain case. */
    static Fate of(int device) {
        return switch (device % 20) {
            case 0, 1 -> MOVED_THEN_DELETED;
            case 2 -> DELETED_WITH_NEIGHBOURS;
            case 3, 4, 5 -> MOVED;
            case 6, 7, 8 -> RETURNED;
            case 9, 10 -> MODULES_ONLY;
            default -> DELETED;
        };
    }
}
