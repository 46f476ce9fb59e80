package io.twinlifecycle.adt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.Payload;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.twins.LifecycleSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise P7: what reaches Azure Digital Twins through the real client, request by request, once the model is known. */
class RoundTripsTest {

    private static final HubHost HUB_A = new HubHost("hub-a.azure-devices.net");
    private static final HubHost HUB_B = new HubHost("hub-b.azure-devices.net");
    private static final TwinId ROOM = new TwinId("room-1");

    private AdtLifecycleFixture fixture = open(true);
    private int registrations;

    @BeforeEach
    void knowTheModel() {
        register("warm-up", HUB_A, true);
        fixture.server().calls().clear();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void readsAModelOnceWithOneRequest() {
        fixture.close();
        fixture = open(true);

        register("dev-1", HUB_A, true);
        register("dev-2", HUB_A, true);

        assertThat(requests()).containsExactly("GET /models", "PUT /digitaltwins/dev-1", "PUT /digitaltwins/dev-2");
    }

    @Test
    void provisionsANewDeviceWithOneCall() {
        register("dev-1", HUB_A, true);

        assertThat(requests()).containsExactly("PUT /digitaltwins/dev-1");
    }

    @Test
    void answersForAKnownDeviceOnItsHubWithOneCall() {
        register("dev-1", HUB_A, true);
        fixture.server().calls().clear();

        register("dev-1", HUB_A, false);

        assertThat(requests()).containsExactly("GET /digitaltwins/dev-1");
    }

    @Test
    void refreshesTheFactOfAKnownDeviceWhereCreationEventsAreNotRouted() {
        fixture.close();
        fixture = open(false);
        register("dev-1", HUB_A, true);
        fixture.server().calls().clear();

        register("dev-1", HUB_A, false);

        assertThat(requests()).containsExactly("GET /digitaltwins/dev-1", "PATCH /digitaltwins/dev-1");
    }

    @Test
    void notesAMoveWithTwoCalls() {
        register("dev-1", HUB_A, true);
        fixture.server().calls().clear();

        register("dev-1", HUB_B, false);

        assertThat(requests()).containsExactly("GET /digitaltwins/dev-1", "PATCH /digitaltwins/dev-1");
    }

    @Test
    void retiresADeviceWithoutRelationshipsWithTwoCalls() {
        register("dev-1", HUB_A, true);
        fixture.server().calls().clear();

        retire("dev-1");

        assertThat(requests()).containsExactly("GET /digitaltwins/dev-1", "DELETE /digitaltwins/dev-1");
    }

    @Test
    void retiresADeviceWithRelationshipsWithTwoListsMoreAndOneReadForEachIncomingOne() {
        register("dev-1", HUB_A, true);
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), TimeSource.system());
        fixture.store().create(new NewTwin(ROOM, SampleModels.SPACE, Map.of()), deadline);
        TwinId twin = new TwinId("dev-1");
        fixture.store()
                .createRelationship(
                        new Relationship(new RelationshipRef(ROOM, "in"), "contains", twin, Map.of()), deadline);
        fixture.store()
                .createRelationship(
                        new Relationship(new RelationshipRef(twin, "out"), "isIn", ROOM, Map.of()), deadline);
        fixture.server().calls().clear();

        retire("dev-1");

        assertThat(requests())
                .containsExactly(
                        "GET /digitaltwins/dev-1",
                        "DELETE /digitaltwins/dev-1",
                        "GET /digitaltwins/dev-1/relationships",
                        "DELETE /digitaltwins/dev-1/relationships/out",
                        "GET /digitaltwins/dev-1/incomingrelationships",
                        "GET /digitaltwins/room-1/relationships/in",
                        "DELETE /digitaltwins/room-1/relationships/in",
                        "DELETE /digitaltwins/dev-1");
    }

    private static AdtLifecycleFixture open(boolean creationEventsRouted) {
        LifecycleSettings settings = LifecycleSettings.builder()
                .creationEventsRouted(creationEventsRouted)
                .time(new VirtualTime())
                .build();
        return new AdtLifecycleFixture(SampleModels.all(), settings);
    }

    private void register(String device, HubHost hub, boolean first) {
        registrations++;
        fixture.factory()
                .findOrCreate(new TwinRequest(
                        new RegistrationId(device),
                        new DeviceId(device),
                        hub,
                        SampleModels.LIVING_THERMOSTAT,
                        VirtualTime.START.plusSeconds(registrations),
                        first,
                        "group",
                        Payload.absent(),
                        Deadline.after(Duration.ofSeconds(10), TimeSource.system())));
    }

    private void retire(String device) {
        fixture.handler()
                .handle(
                        new LifecycleEvent(
                                LifecycleEvent.Kind.DELETED,
                                HUB_A.name(),
                                new DeviceId(device),
                                VirtualTime.START.plusSeconds(60),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Deadline.after(Duration.ofSeconds(10), TimeSource.system()));
    }

    private List<String> requests() {
        return fixture.server().calls().list().stream()
                .map(RoundTripsTest::line)
                .toList();
    }

    private static String line(HttpCall call) {
        return call.method() + " " + call.path();
    }
}
