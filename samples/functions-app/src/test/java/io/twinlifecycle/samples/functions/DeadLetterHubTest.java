package io.twinlifecycle.samples.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.messaging.eventhubs.EventData;
import io.twinlifecycle.eventhubs.DeadLetters;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudExtension;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLetterHubTest {

    private static final String NAMESPACE =
            "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=c2VjcmV0";

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension(cloud -> cloud.eventHub(DeadLetterHub.DEFAULT_NAME, 1));

    @Test
    void sendsThroughTheRealClientWhatAReplayNeeds(LocalCloud cloud) {
        String connection = cloud.eventHubConnectionString(DeadLetterHub.DEFAULT_NAME);
        App app = TestApp.over(
                cloud,
                DeadLetterHub.of(Map.of("DEADLETTER_CONNECTIONSTRING", connection))
                        .sink());
        EventEnvelope poison = LifecycleEvents.deviceDeleted()
                .withoutProperty("deviceId")
                .withoutSystemProperty("iothub-connection-device-id")
                .withBody("no JSON")
                .envelope();

        HostEvents.of(poison).giveTo(new DeleteDeviceInTwinFunc(app));

        DeadLetter letter = DeadLetters.of(received(
                cloud.eventHubs().events(DeadLetterHub.DEFAULT_NAME).get(0).event()));
        assertThat(letter.event().properties()).isEqualTo(poison.properties());
        assertThat(letter.event().body()).isEqualTo(poison.body());
        assertThat(letter.event().source()).isEqualTo("lifecycleevents/3@4711");
        assertThat(letter.event().systemProperties()).containsEntry("SequenceNumber", 4711.0);
    }

    @Test
    void isInTheNamespaceOfTheLifecycleEventsIfNothingElseIsSaid() {
        DeadLetterHub hub = DeadLetterHub.of(Map.of("EVENTHUB_CONNECTIONSTRING", NAMESPACE));

        assertThat(hub.name()).isEqualTo("lifecycleevents-deadletter");
        assertThat(hub.keyless()).isFalse();
        assertThat(hub.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void isWhereItsOwnSettingSays() {
        DeadLetterHub hub = DeadLetterHub.of(Map.of(
                "EVENTHUB_CONNECTIONSTRING",
                NAMESPACE + ";EntityPath=lifecycleevents",
                "DEADLETTER_CONNECTIONSTRING",
                NAMESPACE + ";EntityPath=poison"));

        assertThat(hub.name()).isEqualTo("poison");
    }

    @Test
    void isReachedWithTheManagedIdentityIfASettingHasTheNamespaceAlone() {
        DeadLetterHub hub = DeadLetterHub.of(Map.of(
                "EVENTHUB_CONNECTIONSTRING__fullyQualifiedNamespace", "ns.servicebus.windows.net",
                "DEADLETTER_CONNECTIONSTRING", " "));

        assertThat(hub)
                .isEqualTo(new DeadLetterHub(
                        "EVENTHUB_CONNECTIONSTRING__fullyQualifiedNamespace",
                        "ns.servicebus.windows.net",
                        "lifecycleevents-deadletter",
                        true));
    }

    @Test
    void isNeverTheHubThatIsRead() {
        String read = NAMESPACE + ";EntityPath=LifecycleEvents";

        assertRefused(Map.of("EVENTHUB_CONNECTIONSTRING", read), "set DEADLETTER_CONNECTIONSTRING");
        assertRefused(Map.of("DEADLETTER_CONNECTIONSTRING", read), "set DEADLETTER_CONNECTIONSTRING");
    }

    @Test
    void saysWhichSettingIsMissingOrWrongAndShowsNothingOfIt() {
        assertRefused(Map.of(), "no app setting says where dead letters go");
        assertRefused(Map.of("DEADLETTER_CONNECTIONSTRING", "c2VjcmV0"), "DEADLETTER_CONNECTIONSTRING holds no");
    }

    private static void assertRefused(Map<String, String> settings, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeadLetterHub.of(settings))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e).hasNoCause())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("c2VjcmV0"));
    }

    private static EventData received(EventEnvelope event) {
        EventData data = new EventData(event.body());
        data.getProperties().putAll(event.properties());
        return data;
    }
}
