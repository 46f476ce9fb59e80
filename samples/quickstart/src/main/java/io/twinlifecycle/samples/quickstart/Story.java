package io.twinlifecycle.samples.quickstart;

import com.azure.core.models.JsonPatchDocument;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.BasicDigitalTwinMetadata;
import com.azure.digitaltwins.core.BasicRelationship;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One device's life, scene by scene. What Microsoft's article does on a good day, and what happens on a bad one. */
final class Story {

    private static final String DEVICE = "thermostat-67";
    private static final String FLOOR = "floor-1";
    private static final String MODEL = Models.THERMOSTAT.value();

    private final Cloud cloud;
    private final Transcript say;
    private final Device device;

    Story(Cloud cloud, Transcript transcript) {
        this.cloud = cloud;
        this.say = transcript;
        this.device = cloud.device(DEVICE);
    }

    void tell() throws Exception {
        say.title("The life of " + DEVICE);
        say.remark("Azure Digital Twins  " + cloud.adtUrl()
                + "   (local, spoken to by the real azure-digitaltwins-core client)");
        say.remark("Webhook              " + cloud.webhookUrl());
        say.remark("Linked hubs          " + String.join(", ", Cloud.LINKED_HUBS));
        provisioned();
        settled();
        registeredAgain();
        registeredByManyAtOnce();
        Departure departure = moved();
        replayed(departure);
        moduleDeleted();
        refused();
        retired();
        say.end();
    }

    private void provisioned() throws Exception {
        say.scene("The device is switched on for the first time");
        int before = cloud.adtCalls();
        Device.Answer answer = register();
        int calls = cloud.adtCalls() - before;
        say.answer("library", answer.status() + " " + answer.body());
        say.check(
                answer.status() == 200 && Cloud.LINKED_HUBS.contains(answer.hub()), "DPS gets one of the linked hubs");
        say.check(
                answer.twinId().equals(Optional.of(DEVICE)),
                "the device twin in IoT Hub will point to its digital twin");
        say.check(twin().isPresent(), "the digital twin is there, of the model that the device asked for");
        say.check(calls == 1, "it took " + calls + " call to Azure Digital Twins, once the model was known");
        event(LifecycleEvents.deviceCreated(), device.hubName(), RetirementOutcome.Kind.NOTED_ALIVE);
        showTwin();
    }

    private void settled() {
        say.scene("Somebody puts it into the building's graph and adds a property");
        cloud.adt()
                .createOrReplaceDigitalTwin(
                        FLOOR,
                        new BasicDigitalTwin(FLOOR)
                                .setMetadata(new BasicDigitalTwinMetadata().setModelId(Models.SPACE.value()))
                                .addToContents("displayName", "First floor"),
                        BasicDigitalTwin.class);
        cloud.adt()
                .createOrReplaceRelationship(
                        FLOOR,
                        "holds-67",
                        new BasicRelationship("holds-67", FLOOR, DEVICE, "contains").addProperty("since", "2026"),
                        BasicRelationship.class);
        cloud.adt().updateDigitalTwin(DEVICE, new JsonPatchDocument().appendAdd("/targetTemperature", 23.5));
        say.event("operator", FLOOR + " --contains--> " + DEVICE + ", targetTemperature = 23.5");
        say.check(relationships() == 1, "the floor contains the thermostat");
    }

    private void registeredAgain() throws Exception {
        say.scene("The device reboots and registers again");
        String hub = device.hubName();
        int before = cloud.adtCalls();
        register();
        int calls = cloud.adtCalls() - before;
        say.check(device.hubName().equals(hub), "it stays on its hub");
        say.check(isUnharmed(), "targetTemperature and the relationship are as they were");
        say.check(calls == 1, "it took " + calls + " call to Azure Digital Twins");
        say.remark(
                "The article's sample replaces the twin of a device that comes with another model, and always picks the first hub.");
    }

    private void registeredByManyAtOnce() throws Exception {
        say.scene("Eight registrations of a new device arrive at once");
        Device twinless = cloud.device("thermostat-68");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Device.Answer>> answers = new ArrayList<>();
        try {
            Callable<Device.Answer> registration = () -> twinless.register(MODEL);
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(registration));
            }
            boolean allServed = true;
            for (Future<Device.Answer> answer : answers) {
                allServed &= answer.get().status() == 200;
            }
            say.check(allServed, "all are answered with a hub");
        } finally {
            threads.shutdownNow();
        }
        say.check(
                cloud.twin("thermostat-68").isPresent() && cloud.creationsOf("thermostat-68") == 1,
                "there is one twin, created once");
    }

    /** Which hub the device left, and when. */
    private record Departure(String hub, Instant time) {}

    private Departure moved() throws Exception {
        String old = device.hubName();
        say.scene("The operator drains " + old + ", and the device moves");
        cloud.later(Duration.ofHours(1));
        cloud.drain(old);
        register();
        say.check(!device.hubName().equals(old), "DPS is told " + device.hubName());
        cloud.later(Duration.ofSeconds(10));
        Instant left = cloud.now();
        say.remark("DPS removes the device from " + old
                + ", which sends a deletion event for a device that is alive and well.");
        event(LifecycleEvents.deviceDeleted(), old, RetirementOutcome.Kind.NOTED_DELETED);
        event(LifecycleEvents.deviceCreated(), device.hubName(), RetirementOutcome.Kind.NOTED_ALIVE);
        say.check(isUnharmed(), "the twin and its relationship are still there");
        say.remark("The article's sample deletes the twin here.");
        return new Departure(old, left);
    }

    private void replayed(Departure departure) {
        say.scene("A day later, old events are delivered again");
        cloud.later(Duration.ofDays(1));
        event(LifecycleEvents.deviceDeleted(), departure.hub(), departure.time(), RetirementOutcome.Kind.NOTED_DELETED);
        event(
                LifecycleEvents.deviceDeleted(),
                device.hubName(),
                departure.time().minus(Duration.ofDays(30)),
                RetirementOutcome.Kind.KEPT_ALIVE);
        say.check(isUnharmed(), "neither does any harm");
    }

    private void moduleDeleted() {
        say.scene("A module of the device is deleted, under the same name of event");
        event(LifecycleEvents.moduleDeleted(), device.hubName(), RetirementOutcome.Kind.IGNORED);
        say.check(isUnharmed(), "a module's deletion is not its device's");
    }

    private void refused() throws Exception {
        say.scene("A device asks for what it cannot have");
        Device impostor = cloud.device(FLOOR);
        Device.Answer answer = impostor.register(MODEL);
        say.event("device", "registers as " + FLOOR + ", which is the floor's twin");
        say.answer("library", answer.status() + " " + answer.body());
        say.check(answer.status() == 400, "it is refused, for good: DPS does not ask again");
        say.check(cloud.twin(FLOOR).isPresent(), "the floor is still a floor");
    }

    private void retired() {
        say.scene("The device is deleted from its hub, this time for real");
        cloud.later(Duration.ofHours(1));
        event(LifecycleEvents.deviceDeleted(), device.hubName(), RetirementOutcome.Kind.RETIRED);
        say.check(twin().isEmpty(), "its twin is gone");
        say.check(relationships() == 0, "so is the relationship from the floor");
        say.check(cloud.twin(FLOOR).isPresent(), "the floor is still there");
        event(LifecycleEvents.deviceDeleted(), device.hubName(), RetirementOutcome.Kind.ALREADY_GONE);
        say.check(cloud.parked() == 0, "no event had to be parked");
    }

    private Device.Answer register() throws Exception {
        say.event("DPS", "POST: where does " + DEVICE + " go?");
        Device.Answer answer = device.register(MODEL);
        say.answer("library", answer.hub() + ", by rule " + cloud.lastRule());
        return answer;
    }

    private void event(LifecycleEvents event, String hub, RetirementOutcome.Kind expected) {
        event(event, hub, cloud.now(), expected);
    }

    private void event(LifecycleEvents event, String hub, Instant when, RetirementOutcome.Kind expected) {
        EventResult result = cloud.deliver(
                event.withHub(hub).withDeviceId(DEVICE).withTwinId(DEVICE).withTime(when.toString()));
        say.event("IoT Hub", event.envelope().properties().get("opType") + " of " + DEVICE + " in " + hub);
        if (result instanceof EventResult.Handled handled) {
            say.answer(
                    "library",
                    handled.outcome().kind() + ": " + handled.outcome().why());
        }
        say.check(
                result instanceof EventResult.Handled handled
                        && handled.outcome().kind() == expected,
                "the outcome is " + expected);
    }

    private void showTwin() {
        twin().ifPresent(twin -> say.remark("the twin says: " + twin.getContents()));
    }

    private Optional<BasicDigitalTwin> twin() {
        return cloud.twin(DEVICE).filter(twin -> MODEL.equals(twin.getMetadata().getModelId()));
    }

    private long relationships() {
        return cloud.adt().listRelationships(FLOOR, BasicRelationship.class).stream()
                .count();
    }

    private boolean isUnharmed() {
        return relationships() == 1
                && twin().map(twin -> twin.getContents().get("targetTemperature"))
                        .filter(value -> value.equals(23.5))
                        .isPresent();
    }
}
