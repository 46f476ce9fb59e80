package io.twinlifecycle.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.BasicDigitalTwinMetadata;
import com.azure.digitaltwins.core.BasicRelationship;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.eventhubs.StoredEvent;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalCloudTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension(with -> with.iotHubs("hub-a", "hub-b"));

    @Test
    void theTwinsClientNeedsNothingButToBeConfigured(LocalCloud unit) {
        unit.graph().models().addTexts(SampleModels.all());
        DigitalTwinsClient client =
                unit.configure(new DigitalTwinsClientBuilder()).buildClient();
        for (String id : new String[] {"room", "building"}) {
            client.createOrReplaceDigitalTwin(
                    id,
                    new BasicDigitalTwin(id)
                            .setMetadata(new BasicDigitalTwinMetadata().setModelId(SampleModels.SPACE.value())),
                    BasicDigitalTwin.class);
        }
        IntStream.range(0, 12)
                .forEach(i -> client.createOrReplaceRelationship(
                        "building",
                        "contains-" + i,
                        new BasicRelationship("contains-" + i, "building", "room", "contains"),
                        BasicRelationship.class));

        assertThat(client.listRelationships("building", BasicRelationship.class).stream())
                .as("over the link to the second page, which is absolute and https")
                .hasSize(12);
    }

    @Test
    void theEventHubsClientNeedsNothingButToBeConfigured(LocalCloud unit) {
        try (EventHubProducerClient client =
                unit.configure(new EventHubClientBuilder(), "lifecycleevents").buildProducerClient()) {
            assertThat(client.getPartitionIds()).hasSize(4);
        }
    }

    @Test
    void allServersShowOneCertificate(LocalCloud unit) {
        assertThat(unit.adt().certificate()).isEqualTo(unit.tls().certificate());
        assertThat(unit.dps().certificate()).isEqualTo(unit.tls().certificate());
        assertThat(unit.eventHubs().tls()).isSameAs(unit.tls());
    }

    @Test
    void lifecycleEventsOfADeviceReachOnePartitionInTheirOrder(LocalCloud unit) {
        unit.world().hub("hub-a").create(DEVICE);
        unit.world().hub("hub-b").create(DEVICE);
        unit.world().hub("hub-a").delete(DEVICE);

        assertThat(unit.eventHubs().events("lifecycleevents"))
                .extracting(stored -> stored.event().properties().get("hubName") + " "
                        + stored.event().properties().get("opType"))
                .containsExactly(
                        "hub-a createDeviceIdentity", "hub-b createDeviceIdentity", "hub-a deleteDeviceIdentity");
        assertThat(unit.eventHubs().events("lifecycleevents"))
                .extracting(StoredEvent::partitionId)
                .as("one partition")
                .containsOnly(unit.eventHubs().events("lifecycleevents").get(0).partitionId());
    }

    @Test
    void twoCloudsShareNothing(LocalCloud unit) {
        try (LocalCloud other = LocalCloud.start()) {
            other.world().hub("hub-a").create(DEVICE);
            assertThat(unit.world().hub("hub-a").devices()).isEmpty();
            assertThat(unit.eventHubs().events("lifecycleevents")).isEmpty();
            assertThat(other.adt().endpoint()).isNotEqualTo(unit.adt().endpoint());
        }
    }

    @Test
    void aTakenPortIsNamedAndNothingKeepsRunning(LocalCloud unit) {
        int taken = unit.adt().endpoint().getPort();
        int free;
        try (LocalCloud other = LocalCloud.start()) {
            free = other.eventHubs().port();
        }
        assertThatThrownBy(() -> LocalCloud.builder()
                        .ports(new LocalPorts(taken, 0, free, 0))
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("local-adt")
                .hasMessageContaining(String.valueOf(taken));

        try (LocalCloud again =
                LocalCloud.builder().ports(new LocalPorts(0, 0, free, 0)).start()) {
            assertThat(again.eventHubs().port())
                    .as("what had started before it was stopped")
                    .isEqualTo(free);
        }
    }

    @Test
    void closesTwice(LocalCloud unit) {
        unit.close();
        unit.close();
        assertThat(unit.world().hubs()).as("the world stays").hasSize(2);
    }
}
