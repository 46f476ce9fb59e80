package io.twinlifecycle.events;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.Texts;
import io.twinlifecycle.TwinId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An event of a device's life in one IoT hub.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param kind what happened
 * @param hub the hub in which it happened
 * @param deviceId the device, as that hub spells it
 * @param time when it happened, by that hub's clock
 * @param twinId the id of the digital twin, if the device twin in the body has the tag {@code dtId}
 * @param model the model of the digital twin, if the device twin in the body names one: its tag {@code dtmi}, else its {@code modelId}
 * @param correlationId the hub's id of the event, for logs
 */
public record LifecycleEvent(
        Kind kind,
        HubName hub,
        DeviceId deviceId,
        Instant time,
        Optional<TwinId> twinId,
        Optional<ModelId> model,
        Optional<String> correlationId) {

    /** What can happen to a device. */
    public enum Kind {
        /** The device's identity was created in the hub. */
        CREATED,
        /** The device's identity was deleted from the hub. */
        DELETED
    }

    /** Checks that all are there. */
    public LifecycleEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(twinId, "twinId");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(correlationId, "correlationId");
    }

    /** On one line, whatever came. */
    @Override
    public String toString() {
        return "LifecycleEvent[" + kind + ", hub=" + hub + ", deviceId=" + deviceId + ", time=" + time + ", twinId="
                + twinId.map(id -> Texts.quoted(id.value())).orElse("none") + ", model="
                + model.map(ModelId::value).orElse("none") + ", correlationId="
                + correlationId.map(Texts::quoted).orElse("none") + "]";
    }
}
