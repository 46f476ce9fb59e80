package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.store.TwinStore.DeleteOutcome;
import io.twinlifecycle.store.TwinStore.WriteOutcome;
import io.twinlifecycle.testkit.InMemoryTwinStore.Call;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InMemoryTwinStoreTest {

    private static final TwinId ID = new TwinId("device-1");
    private final LifecycleException down = LifecycleException.storeUnavailable("scripted", null);

    private final VirtualTime time = new VirtualTime();
    private final Deadline deadline = Deadline.after(Duration.ofSeconds(4), time);
    private final InMemoryTwinStore unit = new InMemoryTwinStore(time);

    @BeforeEach
    void addModels() {
        unit.addModels(SampleModels.all());
    }

    private CreateOutcome create() {
        return unit.create(new NewTwin(ID, SampleModels.DEVICE, Map.of("batteryLevel", 1)), deadline);
    }

    private WriteOutcome patch(ETag etag) {
        return unit.patch(ID, etag, TwinPatch.empty().set(List.of("batteryLevel"), 2), deadline);
    }

    private ETag etag() {
        return unit.peek(ID).orElseThrow().etag();
    }

    @Test
    void failsTheNextCallsWithoutDoingAnything() {
        unit.failNext(Operation.CREATE, down);
        unit.failNext(Operation.CREATE, down);

        assertThatThrownBy(this::create).isSameAs(down);
        assertThatThrownBy(this::create).isSameAs(down);
        assertThat(unit.peek(ID)).isEmpty();
        assertThat(create()).isEqualTo(CreateOutcome.CREATED);
    }

    @Test
    void failsTheNthCallFromNow() {
        unit.find(ID, deadline);
        unit.failNth(Operation.FIND, 2, down);
        unit.find(ID, deadline);

        assertThatThrownBy(() -> unit.find(ID, deadline)).isSameAs(down);
        unit.find(ID, deadline);
    }

    @Test
    void losesAnAnswerAfterTheWorkIsDone() {
        unit.loseAnswer(Operation.CREATE, down);

        assertThatThrownBy(this::create).isSameAs(down);
        assertThat(unit.peek(ID)).isPresent();
        assertThat(create()).isEqualTo(CreateOutcome.EXISTS);
    }

    @Test
    void letsAnotherWriterInBetween() {
        create();
        ETag read = etag();
        unit.beforeNext(Operation.PATCH, () -> assertThat(patch(read)).isEqualTo(WriteOutcome.DONE));

        assertThat(patch(read)).isEqualTo(WriteOutcome.CHANGED);
        assertThat(unit.count(Operation.PATCH)).isEqualTo(2);
    }

    @Test
    void letsTimePassInACall() {
        unit.beforeNext(Operation.FIND, () -> time.advance(Duration.ofSeconds(4)));

        assertThatThrownBy(() -> unit.find(ID, deadline))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.kind()).isEqualTo(LifecycleException.Kind.OUT_OF_TIME));
    }

    @Test
    void runsSomethingBeforeEachCall() {
        unit.beforeEach(call -> {
            if (call.target().equals(ID.value())) {
                throw down;
            }
        });

        assertThatThrownBy(this::create).isSameAs(down);
        assertThatThrownBy(() -> unit.find(ID, deadline)).isSameAs(down);
        assertThat(unit.find(new TwinId("device-2"), deadline)).isEmpty();
    }

    @Test
    void lagsBehindTheLastRelationship() {
        create();
        unit.lagNextDeletes(2);

        assertThat(unit.delete(ID, new ETag("other"), deadline)).isEqualTo(DeleteOutcome.CHANGED);
        assertThat(unit.delete(ID, etag(), deadline)).isEqualTo(DeleteOutcome.HAS_RELATIONSHIPS);
        assertThat(unit.delete(ID, etag(), deadline)).isEqualTo(DeleteOutcome.HAS_RELATIONSHIPS);
        assertThat(unit.delete(ID, etag(), deadline)).isEqualTo(DeleteOutcome.DONE);
    }

    @Test
    void recordsCallsButNotLooks() {
        create();
        unit.find(ID, deadline);
        unit.peek(ID);
        unit.describe(SampleModels.SPACE, deadline);

        assertThat(unit.calls())
                .containsExactly(
                        new Call(Operation.CREATE, "device-1"),
                        new Call(Operation.FIND, "device-1"),
                        new Call(Operation.DESCRIBE, SampleModels.SPACE.value()));
        unit.forgetCalls();
        assertThat(unit.calls()).isEmpty();
    }

    @Test
    void treatsAnETagAsOpaque() {
        create();

        assertThat(patch(new ETag("*"))).isEqualTo(WriteOutcome.CHANGED);
        assertThat(patch(new ETag("W/\"x\", " + etag()))).isEqualTo(WriteOutcome.CHANGED);
    }
}
