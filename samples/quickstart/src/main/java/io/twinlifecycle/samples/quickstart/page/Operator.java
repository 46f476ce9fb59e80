package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudBuilder;
import io.twinlifecycle.testkit.world.HubConnection;
import io.twinlifecycle.testkit.world.HubDeviceListener;
import io.twinlifecycle.testkit.world.RegistrationRecord;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a person at the page can do to a device. Each command throws {@link Refused} if it cannot be carried out now. Safe for use by many
 * threads.
 */
final class Operator {

    private final LocalCloud cloud;
    private final ArticleSide article;
    private final StaleEvents stale;
    private final Draining draining;
    private final Feed feed;

    Operator(LocalCloud cloud, ArticleSide article, StaleEvents stale, Draining draining, Feed feed) {
        this.cloud = cloud;
        this.article = article;
        this.stale = stale;
        this.draining = draining;
        this.feed = feed;
    }

    /** The device registers, as if it was switched on. One that is new gets its place in the building, in both graphs. */
    void register(DeviceId device) {
        boolean isNew = hubOf(device).isEmpty();
        say((isNew ? "Switch on " : "Restart ") + device + ": it registers" + (isNew ? "" : " again"));
        assign(device);
        if (isNew) {
            // The library folds ids, the article does not.
            new Building(cloud.graph()).settle(new TwinId(device.value().toLowerCase(Locale.ROOT)));
            article.copyModels(Models.SPACE);
            new Building(article.graph()).settle(new TwinId(device.value()));
        }
    }

    /** The device's hub is drained while it registers again, so that it moves to another one. */
    void move(DeviceId device) {
        VirtualHub from = home(device);
        if (cloud.world().hubs().size() == 1) {
            throw new Refused("There is no other hub to move to.");
        }
        say("Drain " + from.name() + " and restart " + device + ": it moves");
        boolean drained = draining.drain(from.name(), true);
        try {
            assign(device);
        } finally {
            if (drained) {
                draining.drain(from.name(), false);
            }
        }
    }

    /** The operator of the hub deletes the device. */
    void delete(DeviceId device) {
        VirtualHub hub = home(device);
        say("Delete " + device + " in " + hub.name());
        hub.delete(device);
    }

    /** The last deletion event of the device is delivered once more, as Event Hubs may do at any time. */
    void replay(DeviceId device) {
        StaleEvents.Deletion deletion = stale.find(device)
                .orElseThrow(
                        () -> new Refused("No hub has sent a deletion event of " + device + " yet. Move it first."));
        say("Deliver the deletion event of " + device + " again that "
                + deletion.event().hub() + " sent at " + deletion.event().time().truncatedTo(ChronoUnit.SECONDS));
        cloud.eventHubs().appendByKey(LocalCloudBuilder.LIFECYCLE_EVENTS, device.value(), deletion.envelope());
    }

    /** The device connects, sends a temperature and leaves. */
    void telemetry(DeviceId device) {
        VirtualHub hub = home(device);
        if (hub.isConnected(device)) {
            throw new Refused(device + " is connected already, and sends its own telemetry.");
        }
        try (HubConnection connection = hub.connect(device, new Deaf())) {
            byte[] body = "{\"temperature\": 21.5}".getBytes(StandardCharsets.UTF_8);
            connection.send(body, Map.of(), Map.of("content-type", "application/json", "content-encoding", "utf-8"));
        }
        say(device + " sends a temperature to " + hub.name() + ": it lives");
    }

    private void assign(DeviceId device) {
        RegistrationRecord record = cloud.world()
                .dps()
                .register(RegistrationRequest.of(device.value()).withModel(Models.THERMOSTAT.value()));
        if (record.status() != RegistrationRecord.Status.ASSIGNED) {
            throw new Refused(
                    record.failure().map(RegistrationRecord.Failure::message).orElse("DPS did not assign the device."));
        }
    }

    private VirtualHub home(DeviceId device) {
        return hubOf(device).orElseThrow(() -> new Refused("No hub has " + device + "."));
    }

    private Optional<VirtualHub> hubOf(DeviceId device) {
        return cloud.world().hubs().stream()
                .filter(hub -> hub.find(device).isPresent())
                .findFirst();
    }

    private void say(String what) {
        feed.add(Entry.Kind.OPERATOR, what);
    }

    /** It sends and goes; nobody tells it anything. */
    private static final class Deaf implements HubDeviceListener {
        @Override
        public void desiredChanged(Map<String, Object> patchWithVersion) {}

        @Override
        public void closed(String why) {}
    }
}
