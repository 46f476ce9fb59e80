package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the Event Hubs client needs of a checkpoint store, whatever keeps it. */
abstract class CheckpointStoreContract {

    private static final String NAMESPACE = "contoso.servicebus.windows.net";
    private static final String HUB = "lifecycleevents";
    private static final String GROUP = "$Default";

    /** A fresh, empty store. */
    abstract CheckpointStore store();

    /** Lets time pass, so that a later claim has a later time. */
    abstract void passTime(Duration time);

    private CheckpointStore unit;

    @BeforeEach
    void open() {
        unit = store();
    }

    @Test
    @DisplayName("C1 a claim is listed, with all that the load balancer asks for")
    void claimIsListed() {
        claim("a", "0", null);

        assertThat(owners()).singleElement().satisfies(owner -> {
            assertThat(owner.getEventHubName()).isEqualTo(HUB);
            assertThat(owner.getConsumerGroup()).isEqualTo(GROUP);
            assertThat(owner.getPartitionId()).isEqualTo("0");
            assertThat(owner.getOwnerId()).isEqualTo("a");
            assertThat(owner.getLastModifiedTime()).isNotNull();
            assertThat(owner.getETag()).isNotNull();
        });
        assertThat(unit.listOwnership(NAMESPACE, "another", GROUP).toStream().toList())
                .isEmpty();
    }

    @Test
    @DisplayName("C2 a claim refreshes the time and the ETag")
    void claimRefreshesTimeAndETag() {
        PartitionOwnership first = claim("a", "0", null).get(0);
        passTime(Duration.ofSeconds(2));
        PartitionOwnership second = claim("a", "0", first.getETag()).get(0);

        assertThat(second.getLastModifiedTime()).isGreaterThan(first.getLastModifiedTime());
        assertThat(second.getETag()).isNotEqualTo(first.getETag());
        assertThat(owners())
                .extracting(PartitionOwnership::getLastModifiedTime)
                .containsExactly(second.getLastModifiedTime());
    }

    @Test
    @DisplayName("C3 a lost claim is left out of the answer and is no error, also among those that were won")
    void lostClaimIsOmitted() {
        claim("a", "0", null);

        assertThat(claim("b", "0", null)).isEmpty();
        assertThat(claim("b", "0", "stale")).isEmpty();
        assertThat(unit.claimOwnership(List.of(request("b", "0", null), request("b", "1", null)))
                        .map(PartitionOwnership::getPartitionId)
                        .toStream()
                        .toList())
                .containsExactly("1");
        assertThat(owners()).extracting(PartitionOwnership::getOwnerId).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    @DisplayName("C4 checkpoints of all partitions are listed, each with its latest numbers")
    void checkpointsAreListed() {
        unit.updateCheckpoint(checkpoint("0", 7)).block();
        unit.updateCheckpoint(checkpoint("1", 5)).block();
        unit.updateCheckpoint(checkpoint("0", 9)).block();

        assertThat(checkpoints())
                .extracting(Checkpoint::getPartitionId, Checkpoint::getSequenceNumber, Checkpoint::getOffsetString)
                .containsExactlyInAnyOrder(tuple("0", 9L, "900"), tuple("1", 5L, "500"));
    }

    @Test
    @DisplayName("C5 nothing happens before someone subscribes, and lists are as of then")
    void nothingHappensBeforeSubscription() {
        Mono<Void> update = unit.updateCheckpoint(checkpoint("0", 7));
        Flux<PartitionOwnership> claim = unit.claimOwnership(List.of(request("a", "0", null)));
        Flux<PartitionOwnership> owners = unit.listOwnership(NAMESPACE, HUB, GROUP);
        assertThat(checkpoints()).isEmpty();
        assertThat(owners()).isEmpty();

        update.block();
        claim.blockLast();

        assertThat(checkpoints()).hasSize(1);
        assertThat(owners.toStream().toList()).hasSize(1);
    }

    @Test
    @DisplayName("C6 of many claims at once one is won")
    void oneOfManyClaimsIsWon() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            CyclicBarrier start = new CyclicBarrier(8);
            List<Callable<Integer>> claims = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String owner = "owner-" + i;
                claims.add(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return claim(owner, "0", null).size();
                });
            }
            int won = 0;
            for (Future<Integer> claim : pool.invokeAll(claims)) {
                won += claim.get(10, TimeUnit.SECONDS);
            }
            assertThat(won).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<PartitionOwnership> claim(String owner, String partition, @Nullable String eTag) {
        return unit.claimOwnership(List.of(request(owner, partition, eTag)))
                .toStream()
                .toList();
    }

    private List<PartitionOwnership> owners() {
        return unit.listOwnership(NAMESPACE, HUB, GROUP).toStream().toList();
    }

    private List<Checkpoint> checkpoints() {
        return unit.listCheckpoints(NAMESPACE, HUB, GROUP).toStream().toList();
    }

    private static PartitionOwnership request(String owner, String partition, @Nullable String eTag) {
        return new PartitionOwnership()
                .setFullyQualifiedNamespace(NAMESPACE)
                .setEventHubName(HUB)
                .setConsumerGroup(GROUP)
                .setPartitionId(partition)
                .setOwnerId(owner)
                .setETag(eTag);
    }

    private static Checkpoint checkpoint(String partition, long sequence) {
        return new Checkpoint()
                .setFullyQualifiedNamespace(NAMESPACE)
                .setEventHubName(HUB)
                .setConsumerGroup(GROUP)
                .setPartitionId(partition)
                .setSequenceNumber(sequence)
                .setOffsetString(sequence + "00");
    }
}
