package io.twinlifecycle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.policy.HubLoad;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakesTest {

    private static final HubName HUB = HubName.of("hub-a.azure-devices.net");
    private static final DeviceId DEVICE = new DeviceId("device-1");
    private final LifecycleException down = LifecycleException.collaboratorFailed("scripted", null);

    private final Deadline deadline = Deadline.after(Duration.ofSeconds(4), new VirtualTime());

    @Test
    void aRegistryKnowsWhatItWasToldByHub() {
        FakeDeviceRegistry unit = new FakeDeviceRegistry();
        unit.register(HUB, DEVICE);

        assertThat(unit.isRegistered(HUB, DEVICE, deadline)).isTrue();
        assertThat(unit.isRegistered(HubName.of("hub-b"), DEVICE, deadline)).isFalse();
        unit.remove(HUB, DEVICE);
        assertThat(unit.isRegistered(HUB, DEVICE, deadline)).isFalse();
        assertThat(unit.questions()).hasSize(3);
    }

    @Test
    void aRegistryFailsWhenToldToAndWhenTimeIsOver() {
        FakeDeviceRegistry unit = new FakeDeviceRegistry();
        unit.failNext(down);

        assertThatThrownBy(() -> unit.isRegistered(HUB, DEVICE, deadline)).isSameAs(down);
        Deadline over = Deadline.after(Duration.ZERO, new VirtualTime());
        assertThatThrownBy(() -> unit.isRegistered(HUB, DEVICE, over))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.kind()).isEqualTo(LifecycleException.Kind.COLLABORATOR_FAILED));
        unit.beforeNext(() -> unit.register(HUB, DEVICE));
        assertThat(unit.isRegistered(HUB, DEVICE, deadline)).isTrue();
    }

    @Test
    void aGaugeShowsWhatItWasToldAndFailsWhenToldTo() {
        FakeHubGauge unit = new FakeHubGauge();
        unit.show(HUB, HubLoad.of(3, 10));
        unit.failNext(down);

        assertThatThrownBy(() -> unit.read(HUB)).isSameAs(down);
        assertThat(unit.read(HUB)).contains(HubLoad.of(3, 10));
        assertThat(unit.read(HubName.of("hub-b"))).isEmpty();
        assertThat(unit.readings()).containsExactly(HUB, HUB, HubName.of("hub-b"));
    }

    @Test
    void aListenerRemembersAllItHears() {
        RecordingListener unit = new RecordingListener();
        InMemoryTwinStore store = new InMemoryTwinStore(new VirtualTime());
        store.addModels(SampleModels.all());
        LifecycleSettings settings = LifecycleSettings.defaults();
        store.failNext(InMemoryTwinStore.Operation.FIND, down);
        LifecycleEventProcessor events = LifecycleEventProcessor.builder(new TwinRetirer(store, settings))
                .deadLetterSink(new RecordingDeadLetterSink())
                .listener(unit)
                .timeSource(new VirtualTime())
                .build();

        ProvisioningWebhook.builder(AllocationPolicies.standard(), new TwinProvisioner(store, settings))
                .listener(unit)
                .build()
                .handle(AllocationRequests.group().json());
        events.process(LifecycleEvents.deviceDeleted().envelope());
        events.process(LifecycleEvents.deviceDeleted().withoutProperty("opType").envelope());

        assertThat(unit.answers()).hasSize(1);
        assertThat(unit.retries()).containsExactly(down);
        assertThat(unit.outcomes()).hasSize(1);
        assertThat(unit.parked()).hasSize(1);
        assertThat(unit.failures()).isEmpty();
    }

    @Test
    void aSinkKeepsLettersUnlessToldNotTo() {
        RecordingDeadLetterSink unit = new RecordingDeadLetterSink();
        EventEnvelope event = new EventEnvelope(Map.of(), Map.of(), new byte[0], "lifecycleevents/0@1");
        DeadLetter letter = new DeadLetter(event, "MALFORMED_EVENT", "no opType", 1, VirtualTime.START);
        unit.failNext(down);
        unit.loseAnswer(down);

        assertThatThrownBy(() -> unit.park(letter)).isSameAs(down);
        assertThat(unit.letters()).isEmpty();
        assertThatThrownBy(() -> unit.park(letter)).isSameAs(down);
        unit.park(letter);
        assertThat(unit.letters()).containsExactly(letter, letter);
        assertThat(unit.attempts()).isEqualTo(3);
    }

    @Test
    void sampleModelsAreFoundByIdAndOthersAreNot() {
        assertThat(SampleModels.all()).hasSize(9);
        assertThat(SampleModels.dtdl(SampleModels.THERMOSTAT_2)).contains("ecoMode");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleModels.dtdl(new ModelId("dtmi:com:example:Unknown;1")))
                .withMessageContaining("dtmi:com:example:Unknown;1");
    }
}
