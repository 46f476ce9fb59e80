package io.twinlifecycle.testkit.world;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of events from the hubs to those who listen and to the endpoints of routes. It is fine at first: each event arrives once, in order, before the
 * call that caused it returns. IoT Hub promises less (at least once, and no order between hubs), so bad weather can be made.
 *
 * <pre>{@code
 * world.events().route(EventFilters.deletions());
 * world.events().duplicate(EventFilters.all(), 2);
 * world.events().holdBack(EventFilters.fromHub(hubA));
 * ...
 * world.events().release(new Random(seed)); // shuffled
 * }</pre>
 *
 * <p>Delayed events arrive when their time has come and anything happens in the world, or {@link #deliverDue} is called. Listeners run
 * one event at a time, on a thread that caused one, and may use the world. If one throws, that is logged and the others still hear of
 * the event.
 *
 * <p>Filters run while the world is locked: they look at the event and at nothing else.
 *
 * <p>Safe for use by many threads.
 */
public final class EventWeather {

    private static final Logger LOG = LoggerFactory.getLogger(EventWeather.class);

    private record Rule(Predicate<EventEnvelope> which, int copies, Duration delay, boolean hold) {}

    /** Who gets an event: the listeners, if it is for them, and endpoints of a hub. */
    private record Address(boolean listeners, List<Consumer<EventEnvelope>> endpoints) {
        static final Address LISTENERS = new Address(true, List.of());
    }

    private record Held(EventEnvelope event, Address to) {}

    private record OnItsWay(EventEnvelope event, Address to, Instant due, long number) {}

    private final TimeSource time;
    private final List<Consumer<EventEnvelope>> listeners = new CopyOnWriteArrayList<>();
    private final Turnstile turnstile = new Turnstile();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final PriorityQueue<OnItsWay> onTheirWay =
            new PriorityQueue<>(Comparator.comparing(OnItsWay::due).thenComparing(OnItsWay::number));
    private Predicate<EventEnvelope> route = EventFilters.all();
    private long number;

    EventWeather(TimeSource time) {
        this.time = time;
    }

    /** Somebody who gets the lifecycle events that are routed to all listeners, from now on. */
    public void onEvent(Consumer<EventEnvelope> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Which lifecycle events are routed to those who listen; all if not set. Events of modules are among them, as with IoT Hub. The routes
     * of a hub ({@link VirtualHub#routes}) know nothing of this.
     */
    public synchronized void route(Predicate<EventEnvelope> which) {
        route = Objects.requireNonNull(which, "which");
    }

    /**
     * From now on some events arrive several times, one right after the other unless something else comes between.
     *
     * @param copies how often in all, at least 1
     */
    public void duplicate(Predicate<EventEnvelope> which, int copies) {
        if (copies < 1) {
            throw new IllegalArgumentException("an event must arrive once at least, but was told " + copies);
        }
        add(new Rule(which, copies, Duration.ZERO, false));
    }

    /** From now on some events arrive late, and so after others that happened later. */
    public void delay(Predicate<EventEnvelope> which, Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("an event cannot arrive before it happens, but was told " + by);
        }
        add(new Rule(which, 1, by, false));
    }

    /** From now on some events do not arrive before {@link #release}. */
    public void holdBack(Predicate<EventEnvelope> which) {
        add(new Rule(which, 1, Duration.ZERO, true));
    }

    /** From now on all events arrive once and in order. What is held back or delayed stays so. */
    public synchronized void clearUp() {
        rules.clear();
    }

    /** What is held back, oldest first. */
    public synchronized List<EventEnvelope> held() {
        return held.stream().map(Held::event).toList();
    }

    /** Lets go what is held back, in order. */
    public void release() {
        send(takeHeld());
    }

    /** Lets go what is held back, in any order. */
    public void release(Random order) {
        List<Held> shuffled = takeHeld();
        Collections.shuffle(shuffled, order);
        send(shuffled);
    }

    /** Sends an event as if it had been routed just now, past all weather: a replay, or something that no hub of this world sent. */
    public void send(EventEnvelope event) {
        send(List.of(new Held(event, Address.LISTENERS)));
    }

    /** Delivers the delayed events whose time has come. */
    public void deliverDue() {
        turnstile.run(this::isAnythingDue, this::deliverNext);
    }

    /**
     * An event of a hub sets out; it arrives with the next {@link #deliverDue}.
     *
     * @param isLifecycle whether it is one for the listeners too
     * @param endpoints where the hub's routes lead it
     */
    synchronized void setOut(EventEnvelope event, boolean isLifecycle, List<Consumer<EventEnvelope>> endpoints) {
        Address to = new Address(isLifecycle && route.test(event), List.copyOf(endpoints));
        if (!to.listeners() && endpoints.isEmpty()) {
            return;
        }
        int copies = 1;
        Duration delay = Duration.ZERO;
        boolean hold = false;
        for (Rule rule : rules) {
            if (rule.which().test(event)) {
                copies = Math.max(copies, rule.copies());
                delay = delay.plus(rule.delay());
                hold |= rule.hold();
            }
        }
        for (int i = 0; i < copies; i++) {
            if (hold) {
                held.add(new Held(event, to));
            } else {
                onTheirWay.add(new OnItsWay(event, to, time.now().plus(delay), number++));
            }
        }
    }

    private void send(List<Held> events) {
        synchronized (this) {
            events.forEach(each -> onTheirWay.add(new OnItsWay(each.event(), each.to(), time.now(), number++)));
        }
        deliverDue();
    }

    private synchronized List<Held> takeHeld() {
        List<Held> all = new ArrayList<>(held);
        held.clear();
        return all;
    }

    private synchronized void add(Rule rule) {
        Objects.requireNonNull(rule.which(), "which");
        rules.add(rule);
    }

    private synchronized boolean isAnythingDue() {
        OnItsWay first = onTheirWay.peek();
        return first != null && !first.due().isAfter(time.now());
    }

    private synchronized @Nullable OnItsWay poll() {
        return isAnythingDue() ? onTheirWay.poll() : null;
    }

    private void deliverNext() {
        OnItsWay next = poll();
        if (next == null) {
            return;
        }
        if (next.to().listeners()) {
            listeners.forEach(listener -> deliver(next.event(), listener));
        }
        next.to().endpoints().forEach(endpoint -> deliver(next.event(), endpoint));
    }

    private static void deliver(EventEnvelope event, Consumer<EventEnvelope> receiver) {
        try {
            receiver.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("a receiver failed on {}", event, e);
        }
    }
}
