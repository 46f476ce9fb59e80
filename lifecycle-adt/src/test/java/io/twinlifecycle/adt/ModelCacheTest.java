package io.twinlifecycle.adt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ModelCacheTest {

    private static final ModelId MODEL = model(0);

    private final VirtualTime time = new VirtualTime();
    private final List<ModelId> asked = new ArrayList<>();

    @Test
    void asksOnceForManyWhoWaitTogether() {
        CompletableFuture<Optional<ModelDescription>> answer = new CompletableFuture<>();
        ModelCache unit = cache(Mono.fromFuture(answer));

        CompletableFuture<Optional<ModelDescription>> first = unit.get(MODEL);
        CompletableFuture<Optional<ModelDescription>> second = unit.get(MODEL);
        assertThat(asked).hasSize(1);
        assertThat(first).isNotDone();
        answer.complete(Optional.of(description(MODEL)));
        assertThat(first).isCompletedWithValue(Optional.of(description(MODEL)));
        assertThat(second).isCompletedWithValue(Optional.of(description(MODEL)));
        assertThat(unit.get(MODEL)).isDone();
        assertThat(asked).hasSize(1);
    }

    @Test
    void tellsAllWhoWaitOfAFailureAndAsksAgain() {
        CompletableFuture<Optional<ModelDescription>> answer = new CompletableFuture<>();
        ModelCache unit = cache(Mono.fromFuture(answer));

        CompletableFuture<Optional<ModelDescription>> first = unit.get(MODEL);
        CompletableFuture<Optional<ModelDescription>> second = unit.get(MODEL);
        answer.completeExceptionally(new IllegalStateException("broken"));
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(unit.get(MODEL)).isCompletedExceptionally();
        assertThat(asked).as("a failure is not remembered").hasSize(2);
    }

    @Test
    void forgetsTheModelThatWasNotAskedForLongest() {
        ModelCache unit = known();
        for (int i = 0; i < 1_000; i++) {
            ask(unit, model(i));
        }
        ask(unit, model(0));
        ask(unit, model(1_000));
        asked.clear();

        ask(unit, model(0));
        ask(unit, model(1_000));
        assertThat(asked).isEmpty();
        ask(unit, model(1));
        assertThat(asked).containsExactly(model(1));
    }

    @Test
    void doesNotForgetModelsForTheSakeOfThoseThatDoNotExist() {
        ModelCache unit = new ModelCache(
                id -> {
                    asked.add(id);
                    return Mono.just(id.equals(MODEL) ? Optional.of(description(id)) : Optional.empty());
                },
                Duration.ofHours(1),
                time);
        ask(unit, MODEL);
        for (int i = 1; i <= 5_000; i++) {
            ask(unit, model(i));
        }
        asked.clear();

        ask(unit, MODEL);
        assertThat(asked).isEmpty();
        ask(unit, model(1));
        assertThat(asked).as("those are bounded, too").containsExactly(model(1));
    }

    private static void ask(ModelCache unit, ModelId id) {
        assertThat(unit.get(id)).isCompleted();
    }

    private ModelCache known() {
        return new ModelCache(
                id -> {
                    asked.add(id);
                    return Mono.just(Optional.of(description(id)));
                },
                Duration.ofHours(1),
                time);
    }

    private ModelCache cache(Mono<Optional<ModelDescription>> answer) {
        return new ModelCache(
                id -> {
                    asked.add(id);
                    return answer;
                },
                Duration.ofHours(1),
                time);
    }

    private static ModelId model(int number) {
        return new ModelId("dtmi:com:example:M" + number + ";1");
    }

    private static ModelDescription description(ModelId id) {
        return new ModelDescription(id, Set.of(), Map.of(), Map.of(), Set.of());
    }
}
