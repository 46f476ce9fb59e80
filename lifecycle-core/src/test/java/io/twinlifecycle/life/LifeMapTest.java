package io.twinlifecycle.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.HubName;
import io.twinlifecycle.life.LifeFact.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifeMapTest {

    private static final Instant T = Instant.parse("2026-05-01T10:00:00Z");

    @Test
    void remembersTheLatestFactOfEachHub() {
        LifeMap unit = LifeMap.empty()
                .with(hub("hub-a"), fact(State.ASSIGNED, 1))
                .with(hub("hub-b"), fact(State.CREATED, 5))
                .with(hub("hub-a"), fact(State.DELETED, 7))
                .with(hub("hub-a"), fact(State.CREATED, 2));

        assertThat(unit.fact(hub("hub-a"))).contains(fact(State.DELETED, 7));
        assertThat(unit.isAlive()).isTrue();
        assertThat(unit.aliveHubs()).isEqualTo("hub-b");
    }

    @Test
    void mergesFactsInAnyOrderAnyNumberOfTimesToTheSameMap() {
        Random random = new Random(7);
        for (int trial = 0; trial < 500; trial++) {
            List<Map.Entry<HubName, LifeFact>> facts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                facts.add(Map.entry(
                        hub("hub-" + random.nextInt(3)),
                        fact(List.of(State.values()).get(random.nextInt(3)), random.nextInt(4))));
            }
            LifeMap inOrder = merge(facts);
            List<Map.Entry<HubName, LifeFact>> shuffledTwice = new ArrayList<>(facts);
            shuffledTwice.addAll(facts);
            Collections.shuffle(shuffledTwice, random);

            assertThat(merge(shuffledTwice)).as("%s", facts).isEqualTo(inOrder);
        }
    }

    @Test
    void staysWithinWhatAStoreTakesAsOneText() {
        LifeMap unit = LifeMap.empty();
        for (int i = 0; i < LifeMap.MAX_FACTS; i++) {
            HubName longName = hub("hub-" + i + "-" + "x".repeat(45));
            unit = unit.with(longName, fact(State.ASSIGNED, i)).with(longName, fact(State.DELETED, i + 1));
        }
        LifeMap full = unit.with(hub("here"), fact(State.CREATED, 1));

        assertThat(full.toString()).hasSizeLessThanOrEqualTo(LifeMap.MAX_LENGTH);
        assertThat(full.fact(hub("here"))).as("what lives is kept").isPresent();
        assertThat(full.facts()).hasSizeGreaterThan(40);
    }

    @Test
    void ratherKeepsTheDeviceOfTwoFactsOfTheSameTime() {
        assertThat(LifeMap.empty()
                        .with(hub("hub-a"), fact(State.CREATED, 1))
                        .with(hub("hub-a"), fact(State.DELETED, 1))
                        .isAlive())
                .isTrue();
    }

    @Test
    void isTheSameObjectWhereThereIsNoNews() {
        LifeMap unit = LifeMap.empty().with(hub("hub-a"), fact(State.CREATED, 5));

        assertThat(unit.with(hub("hub-a"), fact(State.DELETED, 4))).isSameAs(unit);
    }

    @Test
    void survivesItsTextForm() {
        LifeMap unit = LifeMap.empty()
                .with(hub("hub-b"), new LifeFact(State.CREATED, Instant.parse("2022-05-27T18:49:38.4904785Z")))
                .with(hub("hub-a"), fact(State.DELETED, 7))
                .with(hub("hub-c"), fact(State.ASSIGNED, 9));

        assertThat(unit)
                .hasToString("hub-a=deleted@2026-05-01T10:00:07Z hub-b=created@2022-05-27T18:49:38.490478500Z"
                        + " hub-c=assigned@2026-05-01T10:00:09Z");
        assertThat(LifeMap.parse(unit.toString())).isEqualTo(unit);
        assertThat(LifeMap.parse("  ")).isEqualTo(LifeMap.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "hub-a=created",
                "hub-a@2026-05-01T10:00:07Z",
                "=created@2026-05-01T10:00:07Z",
                "hub-a=born@2026-05-01T10:00:07Z",
                "hub-a=created@noon",
                "HUB A=created@2026-05-01T10:00:07Z"
            })
    void refusesATextThatIsNone(String text) {
        assertThatThrownBy(() -> LifeMap.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("life map");
    }

    @Test
    void forgetsTheLongestDeadOfTooManyHubsButNeverALiveOne() {
        LifeMap unit = LifeMap.empty();
        for (int i = 0; i < 60; i++) {
            unit = unit.with(hub("dead-" + i), fact(State.DELETED, i));
        }
        assertThat(unit.facts())
                .hasSize(LifeMap.MAX_FACTS)
                .doesNotContainKey(hub("dead-0"))
                .containsKey(hub("dead-59"));
        assertThat(unit.toString())
                .as("one string property of a twin holds 4 KB")
                .hasSizeLessThan(4_096);

        LifeMap alive = LifeMap.empty();
        for (int i = 0; i < 60; i++) {
            alive = alive.with(hub("hub-" + i), fact(State.CREATED, i));
        }
        assertThat(alive.facts()).hasSize(60);
    }

    private static LifeMap merge(List<Map.Entry<HubName, LifeFact>> facts) {
        LifeMap map = LifeMap.empty();
        for (Map.Entry<HubName, LifeFact> fact : facts) {
            map = map.with(fact.getKey(), fact.getValue());
        }
        return map;
    }

    private static HubName hub(String name) {
        return new HubName(name);
    }

    private static LifeFact fact(State state, int second) {
        return new LifeFact(state, T.plusSeconds(second));
    }
}
