package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubIdentitiesTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");
    private static final HubAuthentication KEYS = HubAuthentication.keys(SymmetricKeys.generate());

    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final HubIdentities unit = world.addHub("hub-a").identities();
    private final List<EventEnvelope> events = new ArrayList<>();

    @BeforeEach
    void listen() {
        world.onEvent(events::add);
    }

    @Test
    void changesAndDeletesOnlyWhatStillHasTheTag() {
        String first = create().etag();
        String second = unit.update(DEVICE, settings(false), Optional.of(first)).etag();
        assertThat(second).isNotEqualTo(first).doesNotContain("\"");
        refused(412, () -> unit.update(DEVICE, settings(true), Optional.of(first)));
        refused(412, () -> unit.delete(DEVICE, Optional.of(first)));
        assertThat(events).as("only the creation").hasSize(1);
        unit.delete(DEVICE, Optional.of(second));
        assertThat(events).hasSize(2);
        refused(404, () -> unit.delete(DEVICE, Optional.empty()));
        refused(404, () -> unit.update(DEVICE, settings(true), Optional.empty()));
    }

    @Test
    void remembersWhenADeviceWasDisabled() {
        create();
        assertThat(world.hub("hub-a").find(DEVICE).orElseThrow().statusUpdated())
                .isEmpty();
        time.advance(Duration.ofSeconds(5));
        assertThat(unit.update(DEVICE, settings(false), Optional.empty()).statusUpdated())
                .contains(time.now());
    }

    @Test
    void keepsModulesWithTags() {
        create();
        ModuleIdentity module = unit.createModule(DEVICE, "m", KEYS, Optional.of("iotEdge"));
        assertThat(unit.modules(DEVICE)).containsExactly(module);
        refused(409, () -> unit.createModule(DEVICE, "m", KEYS, Optional.empty()));
        ModuleIdentity changed = unit.updateModule(DEVICE, "m", KEYS, Optional.empty(), Optional.of(module.etag()));
        assertThat(changed.generationId()).isEqualTo(module.generationId());
        assertThat(changed.managedBy()).isEmpty();
        refused(412, () -> unit.deleteModule(DEVICE, "m", Optional.of(module.etag())));
        unit.deleteModule(DEVICE, "m", Optional.of(changed.etag()));
        refused(404, () -> unit.module(DEVICE, "m"));
        assertThat(world.hub("hub-a").find(DEVICE).orElseThrow().modules()).isEmpty();
    }

    @Test
    void takesNoKeysFromWhoHasACertificateAndDemandsThemFromOthers() {
        assertThatThrownBy(() -> new HubAuthentication(
                        HubAuthentication.Type.SAS, Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("needs symmetric keys");
        assertThatThrownBy(() -> new HubAuthentication(
                        HubAuthentication.Type.NONE, KEYS.keys(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("has no symmetric keys");
        assertThat(KEYS.toString()).doesNotContain(KEYS.keys().orElseThrow().primary());
    }

    private DeviceIdentity create() {
        return unit.create(DEVICE, settings(true));
    }

    private static DeviceSettings settings(boolean enabled) {
        return new DeviceSettings(enabled, Optional.of("because"), KEYS, false);
    }

    private static void refused(int status, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.status()).isEqualTo(status));
    }
}
