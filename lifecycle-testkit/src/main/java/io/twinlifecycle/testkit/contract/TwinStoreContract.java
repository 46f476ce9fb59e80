package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.LifecycleException.Kind;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.testkit.SampleModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link io.twinlifecycle.store.TwinStore}, S1 to S28. Extend it, supply a fixture, and all of them run; none is skipped.
 *
 * <pre>{@code
 * class MyStoreContractTest extends TwinStoreContract {
 *     @Override
 *     protected TwinStoreFixture newFixture(List<String> models) {
 *         return new MyFixture(models);
 *     }
 * }
 * }</pre>
 *
 * <p>The models are those of {@link SampleModels}. S1 to S9 are about finding and creating, S10 to S20 about changing and deleting, S21
 * to S27 about relationships, S28 about deadlines.
 */
public abstract class TwinStoreContract extends TwinStoreChangeRules {

    private static final int MANY = 25;

    /** For subclasses. */
    protected TwinStoreContract() {}

    @Test
    @DisplayName("S21 a created relationship is found with its name, target and properties")
    void createsRelationships() {
        givenRoom();
        givenThermostat();
        Relationship relationship = new Relationship(
                new RelationshipRef(ROOM, "r1"), "contains", ID, Map.of("since", "2024", "priority", 3));

        assertThat(store().createRelationship(relationship, farDeadline())).isEqualTo(CreateOutcome.CREATED);
        assertThat(backDoor().storedRelationship(relationship.ref())).contains(relationship);
        assertThat(store().findRelationship(relationship.ref(), farDeadline())).contains(relationship);
        assertThat(store().findRelationship(new RelationshipRef(ROOM, "R1"), farDeadline()))
                .isEmpty();
        assertThat(store().findRelationship(new RelationshipRef(NOBODY, "r1"), farDeadline()))
                .isEmpty();
    }

    @Test
    @DisplayName("S22 creating a relationship leaves one that exists untouched")
    void leavesAnExistingRelationshipUntouched() {
        givenRoom();
        givenThermostat();
        Relationship first = given(ROOM, "r1", ID);
        Relationship other = new Relationship(first.ref(), "contains", ID, Map.of("since", "1999"));

        assertThat(store().createRelationship(other, farDeadline())).isEqualTo(CreateOutcome.EXISTS);
        assertThat(backDoor().storedRelationship(first.ref())).contains(first);
    }

    @Test
    @DisplayName("S23 a relationship is not created if the twin at either end is missing")
    void needsBothEnds() {
        givenRoom();
        RelationshipRef toNobody = new RelationshipRef(ROOM, "r1");
        RelationshipRef fromNobody = new RelationshipRef(NOBODY, "r1");

        assertThat(store().createRelationship(new Relationship(toNobody, "contains", NOBODY, Map.of()), farDeadline()))
                .isEqualTo(CreateOutcome.ENDPOINT_MISSING);
        assertThat(store().createRelationship(new Relationship(fromNobody, "contains", ROOM, Map.of()), farDeadline()))
                .isEqualTo(CreateOutcome.ENDPOINT_MISSING);
        assertThat(backDoor().storedRelationship(toNobody)).isEmpty();
    }

    @Test
    @DisplayName("S24 deleting a relationship says whether there was one, and touches no other")
    void deletesRelationships() {
        givenRoom();
        givenThermostat();
        Relationship first = given(ROOM, "r1", ID);
        Relationship second = given(ROOM, "r2", ID);

        assertThat(store().deleteRelationship(first.ref(), farDeadline())).isTrue();
        assertThat(store().deleteRelationship(first.ref(), farDeadline())).isFalse();
        assertThat(store().deleteRelationship(new RelationshipRef(NOBODY, "r2"), farDeadline()))
                .as("its source is missing")
                .isFalse();
        assertThat(backDoor().storedRelationship(first.ref())).isEmpty();
        assertThat(backDoor().storedRelationship(second.ref())).contains(second);
    }

    @Test
    @DisplayName("S25 following the pages of outgoing relationships gives each of many exactly once")
    void pagesThroughOutgoing() {
        givenRoom();
        givenThermostat();
        List<Relationship> many = IntStream.range(0, MANY)
                .mapToObj(number -> given(ROOM, "r" + number, ID))
                .toList();

        assertThat(all(page -> store().outgoing(ROOM, page, farDeadline()))).containsExactlyInAnyOrderElementsOf(many);
        assertThat(all(page -> store().outgoing(ID, page, farDeadline()))).isEmpty();
    }

    @Test
    @DisplayName(
            "S26 following the pages of incoming relationships gives each of many exactly once, whoever they come from")
    void pagesThroughIncoming() {
        givenRoom();
        givenThermostat();
        TwinId house = new TwinId("house");
        given(new NewTwin(house, SampleModels.SPACE, Map.of()));
        List<RelationshipRef> many = new ArrayList<>();
        for (int number = 0; number < MANY; number++) {
            many.add(given(ROOM, "r" + number, ID).ref());
        }
        many.add(given(house, "r1", ID).ref());

        assertThat(all(page -> store().incoming(ID, page, farDeadline()))).containsExactlyInAnyOrderElementsOf(many);
        assertThat(all(page -> store().incoming(ROOM, page, farDeadline()))).isEmpty();
    }

    @Test
    @DisplayName("S27 a twin that is not there has no relationships, though others have")
    void listsNothingOfAMissingTwin() {
        givenRoom();
        givenThermostat();
        Relationship relationship = given(ROOM, "r1", ID);

        assertThat(store().outgoing(NOBODY, Optional.empty(), farDeadline())).isEqualTo(Page.only(List.of()));
        assertThat(store().incoming(NOBODY, Optional.empty(), farDeadline())).isEqualTo(Page.only(List.of()));
        assertThat(all(page -> store().outgoing(ROOM, page, farDeadline()))).containsExactly(relationship);
        assertThat(all(page -> store().incoming(ID, page, farDeadline()))).containsExactly(relationship.ref());
    }

    @Test
    @DisplayName("S28 a deadline that is over ends every call with a retryable failure")
    void heedsTheDeadline() {
        givenRoom();
        ETag etag = givenThermostat().etag();
        RelationshipRef ref = given(ROOM, "r1", ID).ref();
        Relationship relationship = new Relationship(new RelationshipRef(ROOM, "r2"), "contains", ID, Map.of());
        Deadline over = pastDeadline();

        assertOutOfTime(() -> store().find(ID, over));
        assertOutOfTime(() -> store().create(thermostat(NOBODY), over));
        assertOutOfTime(() -> store().patch(ID, etag, TwinPatch.empty(), over));
        assertOutOfTime(() -> store().delete(ID, etag, over));
        assertOutOfTime(() -> store().outgoing(ID, Optional.empty(), over));
        assertOutOfTime(() -> store().incoming(ID, Optional.empty(), over));
        assertOutOfTime(() -> store().findRelationship(ref, over));
        assertOutOfTime(() -> store().createRelationship(relationship, over));
        assertOutOfTime(() -> store().deleteRelationship(ref, over));
        assertOutOfTime(() -> store().describe(SampleModels.SPACE, over));
    }

    private static void assertOutOfTime(ThrowingCallable call) {
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.kind()).isIn(Kind.OUT_OF_TIME, Kind.STORE_UNAVAILABLE));
    }

    private static <T> List<T> all(Function<Optional<String>, Page<T>> pages) {
        List<T> items = new ArrayList<>();
        Optional<String> next = Optional.empty();
        int count = 0;
        do {
            Page<T> page = pages.apply(next);
            items.addAll(page.items());
            next = page.next();
            assertThat(++count).as("pages, which must come to an end").isLessThanOrEqualTo(MANY + 2);
        } while (next.isPresent());
        return items;
    }
}
