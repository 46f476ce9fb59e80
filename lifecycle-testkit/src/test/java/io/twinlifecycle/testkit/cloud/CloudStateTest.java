package io.twinlifecycle.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.provisioning.InitialTwin;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.dps.HttpWebhook;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceAttestation;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.testkit.world.TwinOwner;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudStateTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension();

    @TempDir
    Path dir = Path.of("");

    @Test
    void whatIsSavedAndLoadedIsSavedAsTheSameText(LocalCloud unit) throws IOException {
        fill(unit);
        Path first = dir.resolve("first.json");
        Path second = dir.resolve("second.json");
        unit.save(first);
        try (LocalCloud other = LocalCloud.start()) {
            other.load(first);
            other.save(second);

            assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
            assertThat(other.eventHubs().events("lifecycleevents"))
                    .as("nobody is told of devices that were there before")
                    .isEmpty();
            assertThat(other.world().hub("hub-a").find(DEVICE).flatMap(device -> device.keys()))
                    .as("the device can connect as before")
                    .isEqualTo(unit.world().hub("hub-a").find(DEVICE).flatMap(device -> device.keys()));
            assertThat(other.world()
                            .dps()
                            .record(new RegistrationId("sensor-2"))
                            .flatMap(record -> record.assignment()))
                    .isEqualTo(unit.world()
                            .dps()
                            .record(new RegistrationId("sensor-2"))
                            .flatMap(record -> record.assignment()));
        }
        assertThat(Files.readString(first))
                .contains(
                        "\"sensor\"",
                        "isIn",
                        "iotEdge",
                        "decommissionedModels",
                        "certificate",
                        "webhookUrl",
                        "module-1");
    }

    @Test
    void aStateMayBeLoadedOverItself(LocalCloud unit) throws IOException {
        fill(unit);
        Path first = dir.resolve("first.json");
        Path second = dir.resolve("second.json");
        unit.save(first);
        unit.load(first);
        unit.save(second);

        assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
    }

    @Test
    void aWebhookInThisProcessIsKeptWhereItsEnrollmentIsThere(LocalCloud unit) {
        DeviceEnrollment group = DeviceEnrollment.group("own", SymmetricKeys.generate())
                .custom(body -> {
                    throw new IllegalStateException("not called here");
                });
        unit.world().dps().enroll(group);
        Path file = dir.resolve("state.json");
        unit.save(file);
        unit.load(file);

        assertThat(unit.world().dps().groups()).containsExactly(group);
        try (LocalCloud other = LocalCloud.start()) {
            assertThatThrownBy(() -> other.load(file))
                    .hasMessageContaining("enrollmentGroups[0]: webhookUrl names the host");
        }
    }

    @Test
    void aSeedByHandNeedsNoMoreThanWhatItIsAbout(LocalCloud unit) throws IOException {
        unit.graph().models().addTexts(SampleModels.all());
        unit.load(file("""
                {"models": [%s],
                 "twins": [{"$dtId": "room", "$etag": "old", "$other": 1, "$metadata": {"$model": "dtmi:com:example:Space;1"}}],
                 "hubs": [{"name": "hub-b", "devices": [{"deviceId": "sensor-1", "tags": {"floor": 1}}]}],
                 "enrollments": [{"registrationId": "sensor-9", "attestation": {"type": "symmetricKey"}}],
                 "registrations": [{"registrationId": "sensor-1", "assignedHub": "hub-b", "deviceId": "sensor-1"}]}
                """.formatted(SampleModels.dtdl(SampleModels.SPACE))));

        assertThat(unit.graph().twins().find(new TwinId("room"))).isPresent();
        assertThat(unit.world().hub("hub-b").twin(DEVICE).tags()).isEqualTo(Map.of("floor", 1));
        assertThat(unit.world().dps().individual(new RegistrationId("sensor-9")))
                .isPresent();
        assertThat(unit.world().dps().record(new RegistrationId("SENSOR-1"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{                                                   | no well-formed JSON, see line 1",
                "[]                                                  | it is no JSON object",
                "{'twins': 1e999}                                    | too large for a double",
                "{'twinz': []}                                       | the file: unknown member twinz",
                "{'twins': {}}                                       | twins: it must be a list",
                "{'twins': [7]}                                      | twins[0]: it must be an object",
                "{'models': [{'@id': 'no'}]}                         | models[0]: ",
                "{'models': [{'@id': 'dtmi:a;1'}]}                   | models: None of the models",
                "{'models': [{'@id': 'dtmi:com:example:Space;1'}]}   | models[0]: there is a model dtmi:com:example:Space;1 with another",
                "{'twins': [{}]}                                     | twins[0]: $dtId must be a text",
                "{'twins': [{'$dtId': 'a'}]}                         | twins[0]: The twin must name its model",
                "{'twins': [{'$dtId': 'a', '$metadata': {'$model': 'dtmi:com:example:Space;1'}, 'x': 1}]} | twins[0]: Invalid twin specified [",
                "{'relationships': [{'$sourceId': 'a', '$relationshipId': 'r', '$targetId': 'b', '$relationshipName': 'n'}]} | relationships[0]: ",
                "{'decommissionedModels': [{'@id': 'dtmi:none;1'}]}  | decommissionedModels[0]: ",
                "{'hubs': [{'name': 'hub-z'}]}                       | hubs[0]: there is no hub hub-z",
                "{'hubs': [{'name': 'hub-a', 'x': 1}]}               | hubs[0]: unknown member x",
                "{'hubs': [{'name': 'hub-a', 'devices': [{'deviceId': 'a b'}]}]} | hubs[0].devices[0]: device id must",
                "{'hubs': [{'name': 'hub-a', 'devices': [{'deviceId': 'a'}, {'deviceId': 'a'}]}]} | hubs[0].devices[1]: device a is there twice",
                "{'hubs': [{'name': 'hub-a', 'devices': [{'deviceId': 'a', 'status': 'off'}]}]} | hubs[0].devices[0]: status is neither",
                "{'hubs': [{'name': 'hub-a', 'devices': [{'deviceId': 'a', 'tags': {'a.b': 1}}]}]} | hubs[0].devices[0]: tags has a name",
                "{'hubs': [{'name': 'hub-a', 'devices': [{'deviceId': 'a', 'modules': [{'moduleId': 'a b'}]}]}]} | hubs[0].devices[0].modules[0]: moduleId",
                "{'enrollments': [{'registrationId': 'a'}]}          | enrollments[0]: attestation.type must be",
                "{'enrollments': [{'registrationId': 'a', 'attestation': {'type': 'symmetricKey'}, 'iotHubs': ['hub-z.x']}]} | enrollments[0]: there is no hub hub-z",
                "{'enrollmentGroups': [{'enrollmentGroupId': 'g', 'attestation': {'type': 'symmetricKey'}, 'allocationPolicy': 'geoLatency'}]} | enrollmentGroups[0]: not imitated",
                "{'registrations': [{'registrationId': 'a'}]}        | registrations[0]: who is assigned has",
                "{'registrations': [{'registrationId': 'a', 'assignedHub': 'hub-z', 'deviceId': 'a'}]} | registrations[0]: there is no hub hub-z",
                "{'registrations': [{'registrationId': 'a', 'status': 'lost'}]} | registrations[0]: status is none of",
                "{'registrations': [{'registrationId': 'a', 'status': 'failed', 'errorCode': 'x'}]} | registrations[0]: errorCode must be",
            })
    void whatIsWrongIsSaidWithItsPlace(String json, String message, LocalCloud unit) throws IOException {
        unit.graph().models().addTexts(SampleModels.all());
        Path file = file(json.replace('\'', '"'));

        assertThatThrownBy(() -> unit.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void nothingIsLoadedIfTheLastEntryIsWrong(LocalCloud unit) throws IOException {
        unit.graph().models().addTexts(SampleModels.all());
        Path file = file("""
                {"twins": [{"$dtId": "room", "$metadata": {"$model": "dtmi:com:example:Space;1"}}],
                 "hubs": [{"name": "hub-a", "devices": [{"deviceId": "sensor-1"}]}],
                 "registrations": [{"registrationId": "a"}]}
                """);

        assertThatThrownBy(() -> unit.load(file)).isInstanceOf(IllegalArgumentException.class);
        assertThat(unit.graph().twins().all()).isEmpty();
        assertThat(unit.world().hub("hub-a").devices()).isEmpty();
    }

    @Test
    void noTwinIsLoadedIfALaterOneIsWrong(LocalCloud unit) throws IOException {
        unit.graph().models().addTexts(SampleModels.all());
        Path file = file("""
                {"twins": [{"$dtId": "room", "$metadata": {"$model": "dtmi:com:example:Space;1"}},
                           {"$dtId": "hall", "$metadata": {"$model": "dtmi:com:example:Hall;1"}}]}
                """);

        assertThatThrownBy(() -> unit.load(file)).hasMessageContaining("twins[1]: ");
        assertThat(unit.graph().twins().all()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereOrTooLargeIsRefused(LocalCloud unit) throws IOException {
        Path large = dir.resolve("large.json");
        Files.write(large, new byte[32 * 1024 * 1024 + 1]);

        assertThatThrownBy(() -> unit.load(dir.resolve("none.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json cannot be read");
        assertThatThrownBy(() -> unit.load(large)).hasMessageContaining("too large");
    }

    private Path file(String json) throws IOException {
        return Files.writeString(dir.resolve("seed.json"), json);
    }

    private static void fill(LocalCloud cloud) {
        cloud.graph().models().addTexts(SampleModels.all());
        cloud.graph()
                .twins()
                .put(new TwinId("room"), twin(SampleModels.SPACE.value(), "areaInSquareMetres", 12.5), true);
        cloud.graph()
                .twins()
                .put(
                        new TwinId("thermostat"),
                        twin(SampleModels.THERMOSTAT.value(), "sensor", Map.of("$metadata", Map.of(), "offset", 0.5)),
                        true);
        cloud.graph()
                .relationships()
                .put(new TwinId("thermostat"), "r-1", Map.of("$relationshipName", "isIn", "$targetId", "room"), true);
        cloud.graph().models().decommission(SampleModels.THERMOSTAT);
        VirtualHub hub = cloud.world().hub("hub-a");
        hub.create(DEVICE);
        hub.createModule(DEVICE, "module-1");
        hub.updateTags(DEVICE, Map.of("floor", 1));
        hub.updateDesired(DEVICE, Map.of("interval", 60));
        hub.updateReported(DEVICE, Map.of("firmware", "1.2"));
        hub.twins()
                .update(
                        TwinOwner.of(DEVICE, "module-1"),
                        Optional.of(Map.of("a", true)),
                        Optional.empty(),
                        Optional.empty());
        hub.setEnabled(DEVICE, false);
        cloud.world()
                .dps()
                .enroll(DeviceEnrollment.individual("sensor-2", SymmetricKeys.generate())
                        .withInitialTwin(new InitialTwin(Map.of("floor", 2), Map.of("interval", 5)))
                        .withIotEdge()
                        .onHubs("hub-b"));
        cloud.world()
                .dps()
                .enroll(DeviceEnrollment.individual(
                        "sensor-3", DeviceAttestation.X509.client(new LocalTls(Instant.now()).certificate())));
        cloud.world()
                .dps()
                .enroll(DeviceEnrollment.group("thermostats", SymmetricKeys.generate())
                        .allocatedBy(HttpWebhook.allocation(URI.create("http://localhost:7071/api/allocate?code=x"))));
        cloud.world().dps().register(RegistrationRequest.of("sensor-2"));
    }

    private static Map<String, Object> twin(String model, String name, Object value) {
        return Map.of("$metadata", Map.of("$model", model), name, value);
    }
}
