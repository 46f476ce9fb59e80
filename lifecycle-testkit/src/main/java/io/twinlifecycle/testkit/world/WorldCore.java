package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubName;
import io.twinlifecycle.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a world share: one lock for all state, the clock, numbers that never come twice, and the hubs. Of users' code
 * only event filters run under the lock.
 */
final class WorldCore {

    /** Only so that they look like the service's. */
    private static final long FIRST_TAG = 100_000_000L;

    private final TimeSource time;
    private final EventWeather weather;
    private final Notices notices = new Notices();
    private final Map<HubName, VirtualHub> hubs = new LinkedHashMap<>();
    private long lastNumber;

    WorldCore(TimeSource time) {
        this.time = time;
        weather = new EventWeather(time);
    }

    TimeSource time() {
        return time;
    }

    EventWeather weather() {
        return weather;
    }

    Notices notices() {
        return notices;
    }

    /** Looks at the state. */
    <T> T read(Supplier<T> work) {
        synchronized (this) {
            return work.get();
        }
    }

    /** Changes the state, all or nothing as others see it, and then lets the notices and events go that this caused. */
    <T> T change(Supplier<T> work) {
        try {
            return read(work);
        } finally {
            notices.deliver();
            weather.deliverDue();
        }
    }

    /** Under the lock: a number that was never given before. */
    long nextNumber() {
        return ++lastNumber;
    }

    /** Under the lock: an entity tag as DPS writes them, quotes included. */
    String nextEtag() {
        return String.format(
                Locale.ROOT,
                "\"%08x-0000-0700-0000-%08x0000\"",
                nextNumber(),
                time.now().getEpochSecond());
    }

    /** Under the lock: an entity tag as hubs give it to identities, without quotes. */
    String nextHubEtag() {
        String number = String.valueOf(FIRST_TAG + nextNumber());
        return Base64.getEncoder().encodeToString(number.getBytes(StandardCharsets.US_ASCII));
    }

    /** Under the lock. */
    void add(VirtualHub hub) {
        if (hubs.putIfAbsent(hub.name(), hub) != null) {
            throw new IllegalArgumentException("there is a hub " + hub.name() + " already");
        }
    }

    /** Under the lock. */
    @Nullable
    VirtualHub hubOrNull(HubName name) {
        return hubs.get(name);
    }

    /** Under the lock: the hub. */
    VirtualHub hub(HubName name) {
        VirtualHub hub = hubs.get(name);
        if (hub == null) {
            throw new IllegalArgumentException("there is no hub " + name + " in this world, only " + hubs.keySet());
        }
        return hub;
    }

    /** Under the lock: in the order in which they were added. */
    List<VirtualHub> hubs() {
        return new ArrayList<>(hubs.values());
    }
}
