package io.twinlifecycle.samples.reliability;

import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.http.HttpFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The webhook against the clock: many registrations over HTTP, while Azure Digital Twins is slow, hangs, throttles, breaks connections
 * and loses answers. No answer may be later than the budget and a tenth of it, and none may be another than 200 or 503.
 *
 * <p>The measurement begins when the JVM is warm: the first requests of its life wait for the clients' classes and the compiler. An answer
 * that is late by no more than the whole JVM stood still after the budget's end is counted apart.
 */
final class WebhookBudget {

    private static final int CLIENTS = 16;
    private static final int DEVICES = 1_000;
    private static final int WARM_UP = 1_000;
    private static final double GRACE = 1.1;

    private record Reply(int status, long from, long to) {
        double millis() {
            return (to - from) / 1e6;
        }
    }

    private WebhookBudget() {}

    /**
     * Runs, prints the figures, and ends with 1 if a promise is broken.
     *
     * @param args how many requests, the budget in milliseconds, and a seed
     */
    public static void main(String[] args) throws Exception {
        Figures figures =
                run(Integer.parseInt(args[0]), Duration.ofMillis(Long.parseLong(args[1])), Long.parseLong(args[2]));
        figures.print(System.out);
        System.exit(figures.exitCode());
    }

    static Figures run(int requests, Duration budget, long seed) throws Exception {
        Figures figures = new Figures();
        figures.put("seed", seed);
        try (Site site = new Site(budget);
                Stalls stalls = new Stalls()) {
            replies(site, WARM_UP, "warm-up-");
            site.slowest(); // of the warm-up
            breakIt(site.adt().faults(), budget, new SplittableRandom(seed));
            judge(replies(site, requests, "device-"), budget, stalls, figures);
            figures.tenths("answer in the webhook, ms, longest", site.slowest().toNanos() / 1e6);
            figures.put("calls to the twin store", site.adt().calls().total());
        }
        return figures;
    }

    /** One call in three goes wrong; a registration makes one to three, and the client repeats those that break. */
    private static void breakIt(HttpFaults faults, Duration budget, SplittableRandom random) {
        strike(faults, random, 0.10, new HttpFault.Delay(budget.dividedBy(4)));
        strike(faults, random, 0.03, new HttpFault.Delay(budget.multipliedBy(2)));
        strike(faults, random, 0.05, new HttpFault.DropConnection());
        strike(faults, random, 0.05, new HttpFault.LoseAnswer());
        strike(faults, random, 0.05, HttpFault.answer(503));
        strike(faults, random, 0.02, HttpFault.answer(500));
        strike(faults, random, 0.03, HttpFault.throttle(Duration.ofSeconds(1)));
        strike(faults, random, 0.02, HttpFault.throttle(Duration.ofSeconds(30)));
    }

    private static void strike(HttpFaults faults, SplittableRandom random, double rate, HttpFault fault) {
        // The faults ask one after the other, under a lock of theirs.
        faults.add(Integer.MAX_VALUE, call -> random.nextDouble() < rate, fault);
    }

    private static List<Reply> replies(Site site, int requests, String devices) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Reply>> running = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                String device = devices + i % DEVICES; // most come again
                running.add(clients.submit(() -> {
                    long from = System.nanoTime();
                    int status = site.register(device);
                    return new Reply(status, from, System.nanoTime());
                }));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : running) {
                replies.add(reply.get());
            }
            return replies;
        } finally {
            clients.shutdownNow();
        }
    }

    private static void judge(List<Reply> replies, Duration budget, Stalls stalls, Figures figures) {
        double limit = budget.toMillis() * GRACE;
        List<Double> sorted = replies.stream().map(Reply::millis).sorted().toList();
        Map<Integer, Integer> statuses = new TreeMap<>();
        replies.forEach(reply -> statuses.merge(reply.status(), 1, Integer::sum));
        long late = replies.stream().filter(reply -> reply.millis() > limit).count();
        long lateByItself = replies.stream()
                .filter(reply ->
                        reply.millis() - stalls.within(reply.from() + budget.toNanos(), reply.to()) / 1e6 > limit)
                .count();
        figures.put("requests", replies.size());
        figures.put("budget, ms", budget.toMillis());
        statuses.forEach((status, count) -> figures.put("answered " + status, count));
        figures.tenths("answer at the client, ms, p50", percentile(sorted, 0.50));
        figures.tenths("answer at the client, ms, p99", percentile(sorted, 0.99));
        figures.tenths("answer at the client, ms, longest", percentile(sorted, 1));
        figures.tenths("longest the machine stood still, ms", stalls.longestMillis());
        figures.put("answers later than the budget and a tenth", late);
        figures.put("of those late by themselves", lateByItself);
        figures.promise(lateByItself == 0, lateByItself + " answers came later than " + limit + " ms");
        figures.promise(
                statuses.keySet().stream().allMatch(status -> status == 200 || status == 503),
                "answered other than 200 and 503: " + statuses);
        figures.promise(statuses.containsKey(200) && statuses.containsKey(503), "the faults did not strike");
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
    }
}
