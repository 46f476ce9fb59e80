package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.ProvisioningListener;
import io.twinlifecycle.provisioning.ProvisioningRecord;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.DeviceRegistry;
import io.twinlifecycle.retirement.RetirementListener;
import io.twinlifecycle.retirement.RetirementOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells the feed what the library did with requests and events, and what the article's algorithm does with the same ones. */
final class Watch implements ProvisioningListener, RetirementListener {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(1);

    private final Feed feed;
    private final ArticleSide article;
    private final DeviceRegistry registry;
    private final TimeSource time;
    private final AtomicInteger ourLosses = new AtomicInteger();
    private final AtomicInteger articleLosses = new AtomicInteger();

    Watch(Feed feed, ArticleSide article, DeviceRegistry registry, TimeSource time) {
        this.feed = feed;
        this.article = article;
        this.registry = registry;
        this.time = time;
    }

    @Override
    public void onAnswer(ProvisioningRecord answered) {
        Side ours = new Side(String.valueOf(answered.status()), Words.answer(answered), false);
        Side theirs = answered.request()
                .map(request -> article.registered(request.registrationId()))
                .orElse(null);
        feed.add(Entry.Kind.REGISTRATION, Words.registration(answered), ours, theirs);
    }

    @Override
    public void onOutcome(EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
        Side ours = Side.of(outcome.kind(), Words.ours(outcome));
        if (event.isEmpty()) {
            feed.add(Entry.Kind.EVENT, "An event that is not about a device's life", ours, null);
            return;
        }
        feed.add(
                Entry.Kind.EVENT,
                Words.event(event.get(), time.now()),
                judged(ours, event.get(), ourLosses),
                judged(article.handle(event.get()), event.get(), articleLosses));
    }

    @Override
    public void onRetry(EventEnvelope envelope, LifecycleException failure, int attempts, Duration pause) {
        String again = "Again in " + pause.toMillis() + " ms: " + failure.getMessage();
        feed.add(Entry.Kind.EVENT, "An event could not be handled", new Side("RETRY", again, false), null);
    }

    @Override
    public void onParked(DeadLetter letter) {
        feed.add(Entry.Kind.EVENT, "An event was parked", new Side("PARKED", letter.why(), false), null);
    }

    /** How often the library deleted the twin of a device that lives. */
    int ourLosses() {
        return ourLosses.get();
    }

    /** How often the article's algorithm did. */
    int articleLosses() {
        return articleLosses.get();
    }

    /** A twin that goes while a hub has the device is lost. */
    private Side judged(Side side, LifecycleEvent event, AtomicInteger losses) {
        boolean isGone = side.outcome().equals(RetirementOutcome.Kind.RETIRED.name());
        Deadline deadline = Deadline.after(TIME_LIMIT, time);
        if (isGone && registry.livesAnywhere(event.hub(), event.deviceId(), deadline)) {
            losses.incrementAndGet();
            return side.lost();
        }
        return side;
    }
}
