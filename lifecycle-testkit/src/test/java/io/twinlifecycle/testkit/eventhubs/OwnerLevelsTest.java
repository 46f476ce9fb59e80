package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.testkit.eventhubs.OwnerLevels.Place;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OwnerLevelsTest {

    private static final Place PLACE = place("hub1/ConsumerGroups/g/Partitions/0");

    private final OwnerLevels<String> unit = new OwnerLevels<>();

    @Test
    void sendsEveryoneAwayForAnOwner() {
        unit.admit(PLACE, "a", null);
        unit.admit(PLACE, "b", null);

        assertThat(unit.admit(PLACE, "owner", 0L)).containsExactly("a", "b");
        assertThat(unit.admit(PLACE, "newer", 0L)).containsExactly("owner");
        assertThat(unit.admit(PLACE, "higher", 7L)).containsExactly("newer");
    }

    @Test
    void refusesWhoIsLowerOrNoOwner() {
        unit.admit(PLACE, "owner", 5L);

        assertRefused(() -> unit.admit(PLACE, "lower", 4L), Refusal.LINK_STOLEN);
        assertRefused(() -> unit.admit(PLACE, "none", null), Refusal.LINK_STOLEN);
        assertThat(unit.admit(PLACE, "next", 5L)).as("nothing has changed").containsExactly("owner");
    }

    @Test
    void refusesTheSixthUntilOneLeaves() {
        for (int i = 0; i < 5; i++) {
            assertThat(unit.admit(PLACE, "r" + i, null)).isEmpty();
        }
        assertRefused(() -> unit.admit(PLACE, "r5", null), Refusal.LIMIT_EXCEEDED);

        unit.leave(PLACE, "r0");

        assertThat(unit.admit(PLACE, "r5", null)).isEmpty();
    }

    @Test
    void keepsPlacesApartButNotSpellings() {
        unit.admit(PLACE, "owner", 5L);

        assertThat(unit.admit(place("hub1/ConsumerGroups/h/Partitions/0"), "a", 1L))
                .isEmpty();
        assertThat(unit.admit(place("hub1/ConsumerGroups/g/Partitions/1"), "b", 1L))
                .isEmpty();
        assertThat(unit.admit(place("HUB1/ConsumerGroups/G/Partitions/0"), "c", 5L))
                .containsExactly("owner");
    }

    @Test
    void forgetsWhoLeaves() {
        unit.admit(PLACE, "owner", 5L);
        unit.leave(PLACE, "owner");
        unit.leave(PLACE, "owner");

        assertThat(unit.admit(PLACE, "lower", 1L)).isEmpty();
    }

    private static Place place(String path) {
        return Place.of(EntityPath.parse(path));
    }

    private static void assertRefused(ThrowingCallable call, String condition) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.condition()).isEqualTo(condition));
    }
}
