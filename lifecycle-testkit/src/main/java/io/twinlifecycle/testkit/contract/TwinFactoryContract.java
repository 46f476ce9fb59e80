package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.life.LifeFact;
import io.twinlifecycle.provisioning.Payload;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.provisioning.TwinResult.Change;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.twins.ExistingTwinPolicy;
import io.twinlifecycle.twins.RetirementMode;
import io.twinlifecycle.twins.TwinIdMapping;
import io.twinlifecycle.twins.TwinTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link io.twinlifecycle.provisioning.TwinFactory}, F1 to F26. Extend it, supply a fixture, and all of them run; none is
 * skipped. The models are those of {@link SampleModels}.
 */
public abstract class TwinFactoryContract extends LifecycleSuite {

    /** For subclasses. */
    protected TwinFactoryContract() {}

    @Test
    @DisplayName("F1 a new device gets a twin of its model, which remembers device, registration and hub")
    void createsATwinThatRemembers() {
        open();

        assertThat(registerFirst(HUB_A, 1)).isEqualTo(new TwinResult.Ready(TWIN, MODEL, Change.CREATED));

        assertThat(stored(TWIN).model()).isEqualTo(MODEL);
        assertThat(life().deviceId()).contains("dev-1");
        assertThat(life().registrationId()).contains("reg-1");
        assertThat(life().hubHostName()).contains(HUB_A.value());
        assertThat(life().map().fact(HUB_A.name())).contains(new LifeFact(LifeFact.State.ASSIGNED, at(1)));
    }

    @Test
    @DisplayName("F2 registering again, said to be the first time or not, leaves all properties as they are")
    void neverOverwrites() {
        open(settings().template(TwinTemplate.of(Map.of("targetTemperature", 20.0))));
        registerFirst(HUB_A, 1);
        setByOthers(TWIN, "targetTemperature", 25.5);
        setByOthers(TWIN, "serialNumber", "set by an operator");

        assertThat(registerFirst(HUB_A, 2)).isInstanceOf(TwinResult.Ready.class);
        assertThat(register(HUB_A, 3)).isInstanceOf(TwinResult.Ready.class);

        assertThat(stored(TWIN).contents())
                .containsEntry("targetTemperature", 25.5)
                .containsEntry("serialNumber", "set by an operator");
    }

    @Test
    @DisplayName("F3 of many registrations at once exactly one creates the twin, and all get it")
    void createsOnceUnderConcurrency() {
        LifecycleFixture fixture = open();

        List<TwinResult> results = Race.run(
                number -> fixture.factory().findOrCreate(request(DEVICE, HUB_A, MODEL, at(number), number % 2 == 0)));

        assertThat(results)
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                TwinResult.Ready.class,
                                ready -> assertThat(ready.twin()).isEqualTo(TWIN)));
        assertThat(results)
                .filteredOn(result -> ((TwinResult.Ready) result).change() == Change.CREATED)
                .hasSize(1);
        assertThat(life().map().fact(HUB_A.name()).map(LifeFact::time)).contains(at(7));
    }

    @Test
    @DisplayName("F4 a device that moves keeps its twin, which remembers both hubs")
    void remembersBothHubsOfAMove() {
        open();
        registerFirst(HUB_A, 1);

        assertThat(register(HUB_B, 2)).isEqualTo(new TwinResult.Ready(TWIN, MODEL, Change.NOTED));

        assertThat(life().map().facts()).containsOnlyKeys(HUB_A.name(), HUB_B.name());
        assertThat(life().hubHostName()).contains(HUB_B.value());
    }

    @Test
    @DisplayName("F5 a twin that names another device is left alone, and the registration refused")
    void refusesATwinOfAnotherDevice() {
        open();
        givenTwin(TWIN, MODEL, withSensor(Map.of("deviceId", "somebody-else", "serialNumber", "S-1")));
        StoredTwin before = stored(TWIN);

        assertRefused(register(HUB_A, 1), ReasonCode.TWIN_NOT_OURS);
        assertRefused(registerFirst(HUB_A, 1), ReasonCode.TWIN_NOT_OURS);

        assertThat(stored(TWIN)).isEqualTo(before);
    }

    @Test
    @DisplayName("F6 a twin that is no device's, such as a room, is left alone, and the registration refused")
    void refusesATwinThatIsNoDevices() {
        open();
        givenTwin(TWIN, SampleModels.SPACE, Map.of("areaInSquareMetres", 12.5));
        StoredTwin before = stored(TWIN);

        assertRefused(register(HUB_A, 1), ReasonCode.TWIN_NOT_OURS);
        assertRefused(registerFirst(HUB_A, 1), ReasonCode.TWIN_NOT_OURS);

        assertThat(stored(TWIN)).isEqualTo(before);
    }

    @Test
    @DisplayName("F7 a twin that was made beforehand for the device becomes its own, with all that it has")
    void adoptsATwinMadeBeforehand() {
        open();
        givenTwin(TWIN, MODEL, withSensor(Map.of("serialNumber", "S-1")));

        assertThat(register(HUB_A, 1)).isEqualTo(new TwinResult.Ready(TWIN, MODEL, Change.NOTED));

        assertThat(stored(TWIN).contents()).containsEntry("serialNumber", "S-1");
        assertThat(life().deviceId()).contains("dev-1");
    }

    @Test
    @DisplayName("F8 a device that registers with another model keeps its twin as it is, by default")
    void keepsTheModelByDefault() {
        open();
        registerFirst(HUB_A, 1);

        assertThat(registerAs(SampleModels.LIVING_THERMOSTAT_2))
                .isEqualTo(new TwinResult.Ready(TWIN, MODEL, Change.NOTED));

        assertThat(stored(TWIN).model()).isEqualTo(MODEL);
    }

    @Test
    @DisplayName("F9 a device that registers with another model is refused, if that is configured")
    void refusesAnotherModelIfTold() {
        open(settings().existingTwins(ExistingTwinPolicy.REFUSE));
        registerFirst(HUB_A, 1);
        StoredTwin before = stored(TWIN);

        assertRefused(registerAs(SampleModels.LIVING_THERMOSTAT_2), ReasonCode.TWIN_HAS_OTHER_MODEL);
        assertRefused(registerAs(new ModelId(MODEL.value().toLowerCase(Locale.ROOT))), ReasonCode.TWIN_HAS_OTHER_MODEL);

        assertThat(stored(TWIN)).isEqualTo(before);
    }

    @Test
    @DisplayName("F10 a device that registers with another model gets it, if that is configured, and loses no property")
    void updatesTheModelIfTold() {
        open(settings().existingTwins(ExistingTwinPolicy.UPDATE_MODEL));
        registerFirst(HUB_A, 1);
        setByOthers(TWIN, "serialNumber", "S-1");

        assertThat(registerAs(SampleModels.LIVING_THERMOSTAT_2))
                .isEqualTo(new TwinResult.Ready(TWIN, SampleModels.LIVING_THERMOSTAT_2, Change.MODEL_UPDATED));

        assertThat(stored(TWIN).model()).isEqualTo(SampleModels.LIVING_THERMOSTAT_2);
        assertThat(stored(TWIN).contents()).containsEntry("serialNumber", "S-1").containsKey("backupSensor");
        assertThat(life().map().fact(HUB_A.name()).map(LifeFact::time)).contains(at(5));
        assertRefused(registerAs(new ModelId("dtmi:com:example:LivingThermostat;9")), ReasonCode.MODEL_UNKNOWN);
    }

    @Test
    @DisplayName("F11 a model that the store does not have is refused, and nothing created")
    void refusesAnUnknownModel() {
        LifecycleFixture fixture = open();
        ModelId unknown = new ModelId("dtmi:com:example:Nothing;1");

        assertRefused(
                fixture.factory().findOrCreate(request(DEVICE, HUB_A, unknown, at(1), true)), ReasonCode.MODEL_UNKNOWN);
        assertRefused(
                fixture.factory().findOrCreate(request(DEVICE, HUB_A, unknown, at(1), false)),
                ReasonCode.MODEL_UNKNOWN);

        assertThat(find(TWIN)).isEmpty();
    }

    @Test
    @DisplayName("F12 a new twin has the template's values, and every component of its model")
    void fillsInTheTemplateAndComponents() {
        open(settings()
                .template(device -> Map.of(
                        "targetTemperature",
                        20.5,
                        "sensor",
                        Map.of("maker", "Contoso"),
                        "serialNumber",
                        device.deviceId().value())));
        registerFirst(HUB_A, 1);
        assertThat(stored(TWIN).contents())
                .containsEntry("targetTemperature", 20.5)
                .containsEntry("sensor", Map.of("maker", "Contoso"))
                .containsEntry("serialNumber", "dev-1");

        closeFixture();
        open();
        registerFirst(HUB_A, 1);
        assertThat(stored(TWIN).contents()).containsEntry("sensor", Map.of());
    }

    @Test
    @DisplayName("F13 initial values that do not fit the model are refused with the names of the properties")
    void refusesATemplateThatDoesNotFit() {
        open(settings().template(TwinTemplate.of(Map.of("Temperature", 0.0, "targetTemperature", "warm"))));

        TwinResult result = registerFirst(HUB_A, 1);

        assertRefused(result, ReasonCode.TEMPLATE_INVALID);
        assertThat(((TwinResult.Refused) result).refusal().message())
                .contains("Temperature")
                .contains("targetTemperature");
        assertThat(find(TWIN)).isEmpty();
    }

    @Test
    @DisplayName("F14 ids that differ in case alone are one device, unless configured otherwise")
    void foldsCase() {
        LifecycleFixture fixture = open();
        assertThat(change(fixture.factory().findOrCreate(request(new DeviceId("DEV-1"), HUB_A, MODEL, at(1), true))))
                .isEqualTo(Change.CREATED);
        assertThat(change(register(HUB_A, 2))).isEqualTo(Change.NOTED);
        assertThat(life().deviceId()).as("the latest spelling").contains("dev-1");

        closeFixture();
        fixture = open(settings().twinIds(TwinIdMapping.exact()));
        assertThat(change(fixture.factory().findOrCreate(request(new DeviceId("DEV-1"), HUB_A, MODEL, at(1), true))))
                .isEqualTo(Change.CREATED);
        assertThat(change(registerFirst(HUB_A, 2))).isEqualTo(Change.CREATED);
    }

    @Test
    @DisplayName("F15 a device whose id differs from its registration ID has its twin under the device's id")
    void namesTheTwinAfterTheDevice() {
        LifecycleFixture fixture = open();

        fixture.factory()
                .findOrCreate(new TwinRequest(
                        new RegistrationId("serial-4711"),
                        DEVICE,
                        HUB_A,
                        MODEL,
                        at(1),
                        true,
                        "serial-4711",
                        Payload.absent(),
                        deadline()));

        assertThat(life().registrationId()).contains("serial-4711");
        assertThat(find(new TwinId("serial-4711"))).isEmpty();
    }

    @Test
    @DisplayName("F16 a model that holds the life interface as a component remembers just as well")
    void writesTheLifeIntoAComponent() {
        LifecycleFixture fixture = open();
        TwinRequest first = request(DEVICE, HUB_A, SampleModels.HELD_LIFE_THERMOSTAT, at(1), true);
        TwinRequest moved = request(DEVICE, HUB_B, SampleModels.HELD_LIFE_THERMOSTAT, at(2), false);

        assertThat(change(fixture.factory().findOrCreate(first))).isEqualTo(Change.CREATED);
        assertThat(change(fixture.factory().findOrCreate(moved))).isEqualTo(Change.NOTED);

        assertThat(life().map().facts()).containsOnlyKeys(HUB_A.name(), HUB_B.name());
    }

    @Test
    @DisplayName("F17 a model without the life interface gets twins all the same, and they are found again")
    void servesModelsWithoutTheLifeInterface() {
        LifecycleFixture fixture = open();
        TwinRequest first = request(DEVICE, HUB_A, SampleModels.THERMOSTAT, at(1), true);
        TwinRequest again = request(DEVICE, HUB_B, SampleModels.THERMOSTAT, at(2), false);

        assertThat(change(fixture.factory().findOrCreate(first))).isEqualTo(Change.CREATED);
        StoredTwin before = stored(TWIN);
        assertThat(change(fixture.factory().findOrCreate(again))).isEqualTo(Change.FOUND);

        assertThat(stored(TWIN)).isEqualTo(before);
    }

    @Test
    @DisplayName("F18 if others change the twin between read and write, both changes are kept")
    void survivesAChangeBetweenReadAndWrite() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        fixture.beforeNextTwinWrite(() -> setByOthers(TWIN, "targetTemperature", 30.0));

        register(HUB_B, 2);

        assertThat(stored(TWIN).contents()).containsEntry("targetTemperature", 30.0);
        assertThat(life().map().fact(HUB_B.name())).isPresent();
    }

    @Test
    @DisplayName("F19 if the twin vanishes between read and write, it is created anew")
    void survivesADeletionBetweenReadAndWrite() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        fixture.beforeNextTwinWrite(() -> store().delete(TWIN, stored(TWIN).etag(), deadline()));

        assertThat(change(register(HUB_B, 2))).isEqualTo(Change.CREATED);

        assertThat(life().map().facts()).containsOnlyKeys(HUB_B.name());
    }

    @Test
    @DisplayName("F20 a call that was slow does not undo what is known since")
    void ignoresAnOlderCall() {
        open();
        registerFirst(HUB_A, 10);
        StoredTwin before = stored(TWIN);

        assertThat(register(HUB_A, 5)).isInstanceOf(TwinResult.Ready.class);

        assertThat(stored(TWIN).contents()).isEqualTo(before.contents());
    }

    @Test
    @DisplayName(
            "F21 a known device on its hub costs no write where creation events are routed, and a refreshed fact where not")
    void writesOnlyWhatIsNews() {
        open(settings().creationEventsRouted(true));
        registerFirst(HUB_A, 1);
        StoredTwin before = stored(TWIN);
        assertThat(change(register(HUB_A, 2))).isEqualTo(Change.FOUND);
        assertThat(stored(TWIN)).as("not even the version has changed").isEqualTo(before);

        closeFixture();
        open(settings().creationEventsRouted(false));
        registerFirst(HUB_A, 1);
        assertThat(change(register(HUB_A, 2))).isEqualTo(Change.NOTED);
        assertThat(life().map().fact(HUB_A.name()).map(LifeFact::time)).contains(at(2));
    }

    @Test
    @DisplayName("F22 when the deadline is over it fails as a fault that may pass, and creates nothing")
    void keepsTheDeadline() {
        LifecycleFixture fixture = open();
        TwinRequest late = new TwinRequest(
                new RegistrationId("reg-1"),
                DEVICE,
                HUB_A,
                MODEL,
                at(1),
                true,
                "group",
                Payload.absent(),
                Deadline.after(Duration.ZERO, time));

        assertThatThrownBy(() -> fixture.factory().findOrCreate(late))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.isRetryable()).isTrue());

        assertThat(find(TWIN)).isEmpty();
    }

    @Test
    @DisplayName("F23 device ids with quotes, percent signs and the like get twins of just that id")
    void takesOddIds() {
        LifecycleFixture fixture = open();
        for (String odd : List.of("o'brien'or'1'='1", "100%", "a%2fb", "what?a=b", "a#b", "a:b,1", "..a", "$$")) {
            DeviceId device = new DeviceId(odd);
            assertThat(change(fixture.factory().findOrCreate(request(device, HUB_A, MODEL, at(1), true))))
                    .as(odd)
                    .isEqualTo(Change.CREATED);
            assertThat(find(new TwinId(odd))).as(odd).isPresent();
        }
    }

    @Test
    @DisplayName("F24 a registration that is noted forgets nothing that others note meanwhile")
    void mergesWhatIsNotedMeanwhile() {
        LifecycleFixture fixture = open();
        registerFirst(HUB_A, 1);
        fixture.beforeNextTwinWrite(() -> register(HUB_A, 3));

        register(HUB_B, 2);

        assertThat(life().map().fact(HUB_A.name()).map(LifeFact::time)).contains(at(3));
        assertThat(life().map().fact(HUB_B.name()).map(LifeFact::time)).contains(at(2));
    }

    @Test
    @DisplayName("F25 a device whose id can name no twin is refused for good")
    void refusesIdsThatCanNameNoTwin() {
        LifecycleFixture fixture = open();
        for (String odd : List.of(".", "..")) {
            assertRefused(
                    fixture.factory().findOrCreate(request(new DeviceId(odd), HUB_A, MODEL, at(1), true)),
                    ReasonCode.FIELD_INVALID);
        }
    }

    @Test
    @DisplayName("F26 a call that was slow brings neither the hub that a device has left nor a retired twin back")
    void ignoresAnOlderCallFromAnotherHub() {
        open(settings().mode(RetirementMode.MARK));
        registerFirst(HUB_A, 1);
        register(HUB_B, 10);
        register(HUB_A, 5);
        assertThat(life().hubHostName()).contains(HUB_B.value());

        deleted(HUB_A, 20);
        deleted(HUB_B, 20);
        assertThat(life().retiredAt()).isPresent();
        register(HUB_B, 15);
        assertThat(life().map().isAlive()).isFalse();
        assertThat(life().retiredAt()).isPresent();
    }

    private TwinResult registerAs(ModelId model) {
        return opened().factory().findOrCreate(request(DEVICE, HUB_A, model, at(5), false));
    }

    private static Change change(TwinResult result) {
        assertThat(result).isInstanceOf(TwinResult.Ready.class);
        return ((TwinResult.Ready) result).change();
    }

    private static void assertRefused(TwinResult result, ReasonCode code) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        TwinResult.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
