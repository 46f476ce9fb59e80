package io.twinlifecycle.samples.reliability;

import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The events of one device. When the run begins, all of it has happened; its events come late, twice, and in any order. */
record Story(int device) {

    /** The hub on which every device begins. */
    static final String FIRST_HUB = "hub-east";

    /** The hub to which some move. */
    static final String SECOND_HUB = "hub-west";

    private static final Instant BEGINNING = Instant.parse("2026-01-02T03:00:00Z");
    private static final int DUPLICATE_EACH = 7;

    String id() {
        return "device-" + device;
    }

    /** When it was assigned to its first hub, which its twin remembers. */
    Instant assigned() {
        return BEGINNING;
    }

    /** When it was assigned to its second hub, or once more to its first. */
    Instant assignedAgain() {
        return BEGINNING.plusSeconds(1_800);
    }

    List<LifecycleEvents> events() {
        List<LifecycleEvents> events = new ArrayList<>();
        events.add(created(FIRST_HUB, 5));
        switch (Fate.of(device)) {
            case DELETED, DELETED_WITH_NEIGHBOURS -> events.add(deleted(FIRST_HUB, 3_600));
            case MOVED -> {
                events.add(created(SECOND_HUB, 1_805));
                events.add(deleted(FIRST_HUB, 1_806));
            }
            case MOVED_THEN_DELETED -> {
                events.add(deleted(FIRST_HUB, 1_806));
                events.add(deleted(SECOND_HUB, 3_600));
            }
            case RETURNED -> events.add(deleted(FIRST_HUB, 900));
            case MODULES_ONLY -> {}
        }
        if (device % DUPLICATE_EACH == 0) {
            events.addAll(List.copyOf(events));
        }
        return events;
    }

    /** A module of the device comes or goes, in one of the ways in which IoT Hub may say so. */
    LifecycleEvents module(int number) {
        LifecycleEvents event = switch (number % 4) {
            case 0 -> LifecycleEvents.moduleDeleted();
            case 1 -> LifecycleEvents.moduleIdentityDeleted();
            case 2 -> LifecycleEvents.moduleCreated();
            default -> LifecycleEvents.moduleIdentityCreated();
        };
        return about(event, FIRST_HUB, 4_000 + number % 1_000);
    }

    /** An event that nobody can handle, in one of several ways. */
    LifecycleEvents unprocessable(int number) {
        LifecycleEvents event = deleted(FIRST_HUB, 5_000).withBody("not JSON, number " + number + " \u00e4\u0000");
        return switch (number % 4) {
            case 0 -> event.withTime("yesterday").withoutSystemProperty("iothub-enqueuedtime");
            case 1 -> event.withoutProperty("opType");
            case 2 -> event.withProperty("deviceId", "no device / has this id").withProperty("number", (long) number);
            default ->
                event.withProperty("hubName", "no hub/has this name").withProperty("bytes", new byte[] {1, 2, 3});
        };
    }

    private LifecycleEvents created(String hub, int seconds) {
        return about(LifecycleEvents.deviceCreated(), hub, seconds);
    }

    private LifecycleEvents deleted(String hub, int seconds) {
        return about(LifecycleEvents.deviceDeleted(), hub, seconds);
    }

    private LifecycleEvents about(LifecycleEvents event, String hub, int seconds) {
        return event.withHub(hub)
                .withDeviceId(id())
                .withTime(BEGINNING.plusSeconds(seconds).toString());
    }
}
