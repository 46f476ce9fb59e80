package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import com.azure.messaging.eventhubs.models.SendOptions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Measures server and client in one JVM. It is no test by its name, so it runs only when asked for; docs/local-event-hubs.md has the
 * command.
 */
class LocalEventHubsBenchmark {

    private static final int EVENTS = 100_000;
    private static final int PARTITIONS = 4;
    private static final int SINGLES = 2_000;

    @Test
    void measure() throws InterruptedException {
        report("start, cold", millis(LocalEventHubsBenchmark::startAndClose), "ms");
        for (int i = 0; i < 20; i++) {
            startAndClose();
        }
        report("start and close, warm", millis(LocalEventHubsBenchmark::startAndClose), "ms");
        try (LocalEventHubs server =
                        LocalEventHubs.builder().hub("hub1", PARTITIONS).start();
                Clients client = new Clients(server.connectionString("hub1"))) {
            report("first properties, cold client", millis(client.producer::getEventHubProperties), "ms");
            for (int round = 1; round <= 2; round++) {
                String name = round == 1 ? ", first round" : ", second round";
                report("send" + name, EVENTS / seconds(() -> send(client)), "events/s");
                int all = round * EVENTS;
                report("receive" + name, all / seconds(() -> receive(client, all)), "events/s");
            }
            assertThat(server.events("hub1")).hasSize(2 * EVENTS);
        }
        latency();
    }

    private static void startAndClose() {
        LocalEventHubs.builder().hub("hub1", PARTITIONS).start().close();
    }

    private static void send(Clients client) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            CreateBatchOptions to = new CreateBatchOptions().setPartitionId(String.valueOf(partition));
            EventDataBatch batch = client.producer.createBatch(to);
            for (int i = 0; i < EVENTS / PARTITIONS; i++) {
                EventData event = event(i);
                if (batch.getCount() == 1000 || !batch.tryAdd(event)) {
                    client.producer.send(batch);
                    batch = client.producer.createBatch(to);
                    batch.tryAdd(event);
                }
            }
            client.producer.send(batch);
        }
    }

    private static void receive(Clients client, int count) {
        CountDownLatch left = new CountDownLatch(count);
        Disposable.Composite all = Disposables.composite();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            all.add(client.asyncConsumer
                    .receiveFromPartition(String.valueOf(partition), EventPosition.earliest())
                    .subscribe(event -> left.countDown()));
        }
        try {
            assertThat(left.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.dispose();
        }
    }

    /** From before the sending of one event to its arrival at a receiver. */
    private static void latency() throws InterruptedException {
        try (LocalEventHubs server = LocalEventHubs.builder().hub("hub1", 1).start();
                Clients client = new Clients(server.connectionString("hub1"));
                Clients.Subscription subscription =
                        client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())) {
            long[] nanos = new long[SINGLES];
            for (int i = 0; i < SINGLES; i++) {
                long start = System.nanoTime();
                client.producer.send(List.of(event(i)), new SendOptions().setPartitionId("0"));
                subscription.next();
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            report("latency p50", nanos[SINGLES / 2] / 1e6, "ms");
            report("latency p99", nanos[SINGLES * 99 / 100] / 1e6, "ms");
        }
    }

    private static EventData event(int number) {
        EventData event = new EventData("{\"deviceId\":\"sensor-" + number + "\",\"version\":2}");
        event.getProperties().put("opType", "deleteDeviceIdentity");
        event.getProperties().put("deviceId", "sensor-" + number);
        event.getProperties().put("hubName", "hub-a");
        return event;
    }

    private static double millis(Runnable work) {
        return seconds(work) * 1e3;
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void report(String what, double value, String unit) {
        System.out.printf("%-32s %12.1f %s%n", what, value, unit);
    }
}
