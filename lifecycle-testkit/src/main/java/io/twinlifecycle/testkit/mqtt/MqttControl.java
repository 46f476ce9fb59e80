package io.twinlifecycle.testkit.mqtt;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The MQTT side of a local server: what goes on there, and what is to go wrong.
 *
 * <pre>{@code
 * dps.mqtt().dropConnections();                    // all clients lose their connection now
 * dps.mqtt().refuseConnects(3);                    // the next three get return code 3, server unavailable
 * dps.mqtt().loseAcknowledgements(1);              // the next message takes effect, but its sender does not hear of it
 * dps.mqtt().delay(Duration.ofMillis(200));        // from now on every packet waits before it is handled
 * }</pre>
 *
 * <p>Faults take real time. Safe for use by many threads.
 */
public final class MqttControl {

    private final Map<Object, Runnable> open = new ConcurrentHashMap<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final AtomicInteger connectsToRefuse = new AtomicInteger();
    private final AtomicInteger messagesToCut = new AtomicInteger();
    private final AtomicInteger acknowledgementsToLose = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;

    /** Nothing went on, and nothing goes wrong. */
    public MqttControl() {}

    /** What went on. */
    public MqttCounts counts() {
        return new MqttCounts(open.size(), accepted.sum(), refused.sum(), received.sum(), sent.sum());
    }

    /** Cuts the connections of all clients, without a word. Says how many there were. */
    public int dropConnections() {
        Map<Object, Runnable> now = Map.copyOf(open);
        now.values().forEach(Runnable::run);
        return now.size();
    }

    /** The next clients that connect are refused with return code 3, server unavailable; 0 is back to normal. */
    public void refuseConnects(int times) {
        connectsToRefuse.set(checked(times));
    }

    /** The next messages of clients have no effect, and their senders lose the connection; 0 is back to normal. */
    public void cutBefore(int messages) {
        messagesToCut.set(checked(messages));
    }

    /** The next messages of clients have their effect, and their senders lose the connection; 0 is back to normal. */
    public void loseAcknowledgements(int messages) {
        acknowledgementsToLose.set(checked(messages));
    }

    /** How long each packet of a client waits from now on, those behind it waiting too; zero is back to normal. */
    public void delay(Duration time) {
        delay = Objects.requireNonNull(time, "time");
    }

    /** For servers: a client was let in. */
    public void opened(Object connection, Runnable drop) {
        open.put(connection, drop);
        accepted.increment();
    }

    /** For servers: a client is gone. May be repeated. */
    public void closed(Object connection) {
        open.remove(connection);
    }

    /** For servers: a client was not let in. */
    public void countRefusal() {
        refused.increment();
    }

    /** For servers: a client published. */
    public void countReceived() {
        received.increment();
    }

    /** For servers: a message was sent to a client. */
    public void countSent() {
        sent.increment();
    }

    /** For servers: whether to refuse this client, which is used up by asking. */
    public boolean strikesConnect() {
        return strikes(connectsToRefuse);
    }

    /** For servers: whether to cut before this message, which is used up by asking. */
    public boolean strikesBefore() {
        return strikes(messagesToCut);
    }

    /** For servers: whether to cut after this message, which is used up by asking. */
    public boolean strikesAfter() {
        return strikes(acknowledgementsToLose);
    }

    /** For servers: how long a packet waits. */
    public Duration delay() {
        return delay;
    }

    private static boolean strikes(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private static int checked(int times) {
        if (times < 0) {
            throw new IllegalArgumentException("a fault strikes 0 times or more, but was told " + times);
        }
        return times;
    }
}
