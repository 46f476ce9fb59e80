package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.testkit.SampleModels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the rules of {@link TwinStoreContract} share: the fixture and short ways to say things. */
abstract class TwinStoreSuite {

    static final TwinId ID = new TwinId("thermostat-1");
    static final TwinId ROOM = new TwinId("room-1");
    static final TwinId NOBODY = new TwinId("nobody");
    static final Map<String, Object> CONTENTS =
            Map.of("serialNumber", "S-1", "targetTemperature", 20.5, "sensor", Map.of("maker", "Contoso"));

    private TwinStoreFixture fixture;

    /**
     * A store that holds these models and nothing else.
     *
     * @param models DTDL interfaces, one JSON object each; each comes after those that it needs
     */
    protected abstract TwinStoreFixture newFixture(List<String> models);

    /** A deadline that no call of a rule reaches. Override it if your store is slow or keeps other time. */
    protected Deadline farDeadline() {
        return Deadline.after(Duration.ofSeconds(30), TimeSource.system());
    }

    /** A deadline that is over. Override it if your store keeps other time. */
    protected Deadline pastDeadline() {
        return Deadline.after(Duration.ZERO, TimeSource.system());
    }

    @BeforeEach
    void openFixture() {
        fixture = newFixture(SampleModels.all());
    }

    @AfterEach
    void closeFixture() {
        if (fixture != null) {
            fixture.close();
        }
    }

    final TwinStore store() {
        return fixture.store();
    }

    final TwinStoreFixture backDoor() {
        return fixture;
    }

    static NewTwin thermostat(TwinId id) {
        return new NewTwin(id, SampleModels.THERMOSTAT, CONTENTS);
    }

    final StoredTwin given(NewTwin twin) {
        assertThat(store().create(twin, farDeadline()))
                .as("creation of %s, which the rule needs", twin.id())
                .isEqualTo(CreateOutcome.CREATED);
        return stored(twin.id());
    }

    final StoredTwin givenThermostat() {
        return given(thermostat(ID));
    }

    final StoredTwin givenRoom() {
        return given(new NewTwin(ROOM, SampleModels.SPACE, Map.of()));
    }

    final Relationship given(TwinId source, String id, TwinId target) {
        Relationship relationship =
                new Relationship(new RelationshipRef(source, id), "contains", target, Map.of("since", "2024"));
        assertThat(store().createRelationship(relationship, farDeadline()))
                .as("creation of relationship %s, which the rule needs", id)
                .isEqualTo(CreateOutcome.CREATED);
        return relationship;
    }

    final StoredTwin stored(TwinId id) {
        return backDoor().storedTwin(id).orElseThrow(() -> new AssertionError("twin " + id + " is not stored"));
    }

    final ETag etagOf(TwinId id) {
        return store().find(id, farDeadline())
                .orElseThrow(() -> new AssertionError("twin " + id + " is not found"))
                .etag();
    }

    static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(LifecycleException.Kind.STORE_REFUSED));
    }
}
