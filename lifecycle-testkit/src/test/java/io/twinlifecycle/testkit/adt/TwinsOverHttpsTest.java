package io.twinlifecycle.testkit.adt;

import static io.twinlifecycle.testkit.adt.RealClients.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.core.models.JsonPatchDocument;
import com.azure.core.util.Context;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.BasicDigitalTwinComponent;
import com.azure.digitaltwins.core.BasicDigitalTwinMetadata;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.models.CreateOrReplaceDigitalTwinOptions;
import com.azure.digitaltwins.core.models.DeleteDigitalTwinOptions;
import com.azure.digitaltwins.core.models.UpdateComponentOptions;
import com.azure.digitaltwins.core.models.UpdateDigitalTwinOptions;
import io.twinlifecycle.testkit.SampleModels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwinsOverHttpsTest {

    private static final String ETAG = "W/\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"";
    private static final String STALE = "W/\"00000000-0000-4000-8000-000000000000\"";

    private final RealClients clients = new RealClients().withSampleModels();
    private final DigitalTwinsClient unit = clients.sync();

    @AfterEach
    void close() {
        clients.close();
    }

    static BasicDigitalTwin create(DigitalTwinsClient client, String id) {
        return client.createOrReplaceDigitalTwin(id, thermostat(id), BasicDigitalTwin.class);
    }

    private static BasicDigitalTwin thermostat(String id) {
        return new BasicDigitalTwin(id)
                .setMetadata(new BasicDigitalTwinMetadata().setModelId(SampleModels.THERMOSTAT.value()))
                .addToContents("targetTemperature", 20.5)
                .addToContents("batteryLevel", 80)
                .addToContents("sensor", new BasicDigitalTwinComponent().addToContents("maker", "Contoso"));
    }

    private static JsonPatchDocument warmer() {
        return new JsonPatchDocument().appendReplace("/targetTemperature", 25.5);
    }

    @Test
    void givesTheTwinBackWithItsMetadata() {
        BasicDigitalTwin created = create(unit, "t1");
        Response<BasicDigitalTwin> got = unit.getDigitalTwinWithResponse("t1", BasicDigitalTwin.class, Context.NONE);

        assertThat(created.getETag()).matches(ETAG);
        assertThat(got.getHeaders().getValue(HttpHeaderName.ETAG)).isEqualTo(created.getETag());
        BasicDigitalTwin twin = got.getValue();
        assertThat(twin.getETag()).isEqualTo(created.getETag());
        assertThat(twin.getMetadata().getModelId()).isEqualTo(SampleModels.THERMOSTAT.value());
        assertThat(twin.getMetadata().getPropertyMetadata()).containsOnlyKeys("targetTemperature", "batteryLevel");
        assertThat(twin.getContents())
                .containsEntry("targetTemperature", 20.5)
                .containsEntry("batteryLevel", 80)
                .containsOnlyKeys("targetTemperature", "batteryLevel", "sensor");
    }

    @Test
    void replacesATwinUnlessAskedNotTo() {
        String first = create(unit, "t1").getETag();
        String second = create(unit, "t1").getETag();

        assertThat(second).as("each write gives another").isNotEqualTo(first);
        CreateOrReplaceDigitalTwinOptions onlyNew = new CreateOrReplaceDigitalTwinOptions().setIfNoneMatch("*");
        assertRefused(
                412,
                "PreconditionFailed",
                () -> unit.createOrReplaceDigitalTwinWithResponse(
                        "t1", thermostat("t1"), BasicDigitalTwin.class, onlyNew, Context.NONE));
        assertThat(unit.getDigitalTwin("t1", BasicDigitalTwin.class).getETag()).isEqualTo(second);
        unit.createOrReplaceDigitalTwinWithResponse(
                "t2", thermostat("t2"), BasicDigitalTwin.class, onlyNew, Context.NONE);
    }

    @Test
    void patchesUnderTheCurrentETagOnly() {
        String etag = create(unit, "t1").getETag();

        assertRefused(
                412,
                "PreconditionFailed",
                () -> unit.updateDigitalTwinWithResponse(
                        "t1", warmer(), new UpdateDigitalTwinOptions().setIfMatch(STALE), Context.NONE));
        Response<Void> patched = unit.updateDigitalTwinWithResponse(
                "t1", warmer(), new UpdateDigitalTwinOptions().setIfMatch(etag), Context.NONE);

        assertThat(patched.getStatusCode()).isEqualTo(204);
        BasicDigitalTwin twin = unit.getDigitalTwin("t1", BasicDigitalTwin.class);
        assertThat(patched.getHeaders().getValue(HttpHeaderName.ETAG))
                .isEqualTo(twin.getETag())
                .isNotEqualTo(etag);
        assertThat(twin.getContents()).containsEntry("targetTemperature", 25.5).containsEntry("batteryLevel", 80);
    }

    @Test
    void patchesPropertiesComponentsAndModelInOneStep() {
        create(unit, "t1");
        unit.updateDigitalTwin(
                "t1",
                new JsonPatchDocument()
                        .appendReplace("/$metadata/$model", SampleModels.THERMOSTAT_2.value())
                        .appendAdd("/ecoMode", true)
                        .appendRemove("/batteryLevel")
                        .appendAdd("/place", Map.of("room", "kitchen"))
                        .appendAdd("/place/floor", 2)
                        .appendAdd("/sensor/offset", 0.25));

        BasicDigitalTwin twin = unit.getDigitalTwin("t1", BasicDigitalTwin.class);
        assertThat(twin.getMetadata().getModelId()).isEqualTo(SampleModels.THERMOSTAT_2.value());
        assertThat(twin.getContents())
                .containsEntry("ecoMode", true)
                .containsEntry("place", Map.of("room", "kitchen", "floor", 2))
                .doesNotContainKey("batteryLevel");
        assertThat(twin.getMetadata().getPropertyMetadata()).containsOnlyKeys("targetTemperature", "ecoMode", "place");
        assertThat(unit.getComponent("t1", "sensor", BasicDigitalTwinComponent.class)
                        .getContents())
                .isEqualTo(Map.of("maker", "Contoso", "offset", 0.25));
    }

    @Test
    void refusesPatchesThatLeadNowhere() {
        String etag = create(unit, "t1").getETag();
        List<JsonPatchDocument> misfits = List.of(
                new JsonPatchDocument().appendReplace("/isOn", true),
                new JsonPatchDocument().appendRemove("/isOn"),
                new JsonPatchDocument().appendAdd("/heater/power", 1),
                new JsonPatchDocument().appendAdd("/$dtId", "t2"),
                new JsonPatchDocument().appendAdd("/$metadata/targetTemperature", Map.of()),
                new JsonPatchDocument().appendMove("/batteryLevel", "/isOn"),
                new JsonPatchDocument().appendTest("/batteryLevel", 80));
        for (JsonPatchDocument misfit : misfits) {
            assertRefused(400, "JsonPatchInvalid", () -> unit.updateDigitalTwin("t1", misfit));
        }
        assertRefused(
                400,
                "ValidationFailed",
                () -> unit.updateDigitalTwin("t1", new JsonPatchDocument().appendAdd("/temperature", 1.5)));
        assertThat(unit.getDigitalTwin("t1", BasicDigitalTwin.class).getETag()).isEqualTo(etag);
    }

    @Test
    void refusesTwinsThatDoNotFitTheirModel() {
        assertRefused(
                400,
                "ValidationFailed",
                () -> unit.createOrReplaceDigitalTwin(
                        "t1", thermostat("t1").addToContents("colour", "red"), BasicDigitalTwin.class));
        BasicDigitalTwin unknown = new BasicDigitalTwin("t1")
                .setMetadata(new BasicDigitalTwinMetadata().setModelId("dtmi:com:example:Unknown;1"));
        assertRefused(
                400, "ValidationFailed", () -> unit.createOrReplaceDigitalTwin("t1", unknown, BasicDigitalTwin.class));
        assertRefused(404, "DigitalTwinNotFound", () -> unit.getDigitalTwin("t1", BasicDigitalTwin.class));
    }

    @Test
    void readsAndPatchesComponentsUnderTheTwinsETag() {
        String etag = create(unit, "t1").getETag();
        JsonPatchDocument patch = new JsonPatchDocument().appendReplace("/maker", "Fabrikam");

        assertRefused(
                412,
                "PreconditionFailed",
                () -> unit.updateComponentWithResponse(
                        "t1", "sensor", patch, new UpdateComponentOptions().setIfMatch(STALE), Context.NONE));
        unit.updateComponentWithResponse(
                "t1", "sensor", patch, new UpdateComponentOptions().setIfMatch(etag), Context.NONE);

        Response<BasicDigitalTwinComponent> component =
                unit.getComponentWithResponse("t1", "sensor", BasicDigitalTwinComponent.class, Context.NONE);
        assertThat(component.getValue().getContents()).isEqualTo(Map.of("maker", "Fabrikam"));
        assertThat(component.getValue().getMetadata()).containsOnlyKeys("maker");
        assertThat(component.getHeaders().getValue(HttpHeaderName.ETAG))
                .isEqualTo(unit.getDigitalTwin("t1", BasicDigitalTwin.class).getETag());
        assertRefused(
                404, "ComponentNotFound", () -> unit.getComponent("t1", "heater", BasicDigitalTwinComponent.class));
        assertRefused(400, "JsonPatchInvalid", () -> unit.updateComponent("t1", "heater", patch));
    }

    @Test
    void deletesUnderTheCurrentETagOnly() {
        String etag = create(unit, "t1").getETag();

        assertRefused(
                412,
                "PreconditionFailed",
                () -> unit.deleteDigitalTwinWithResponse(
                        "t1", new DeleteDigitalTwinOptions().setIfMatch(STALE), Context.NONE));
        unit.deleteDigitalTwinWithResponse("t1", new DeleteDigitalTwinOptions().setIfMatch(etag), Context.NONE);
        assertRefused(
                404,
                "DigitalTwinNotFound",
                () -> unit.deleteDigitalTwinWithResponse(
                        "t1", new DeleteDigitalTwinOptions().setIfMatch("*"), Context.NONE));
    }

    @Test
    void tellsOddIdsApart() {
        List<String> odd = List.of(
                "-.+%_#*?!(),:=@$'`", "100%", "a%2Fb", "a%2fb", "what?x=1", "a#b", "a+b", "a b", "...", "T1", "t1");
        odd.forEach(id -> create(unit, id));

        assertThat(clients.adt().graph().twins().all())
                .extracting(twin -> twin.id().value())
                .containsExactlyElementsOf(odd);
        assertThat(odd)
                .allSatisfy(id -> assertThat(
                                unit.getDigitalTwin(id, BasicDigitalTwin.class).getId())
                        .isEqualTo(id));
    }

    @Test
    void answersTheAsynchronousClientToo() {
        DigitalTwinsAsyncClient async = clients.async();
        async.createOrReplaceDigitalTwin("t1", thermostat("t1"), BasicDigitalTwin.class)
                .block();
        async.updateDigitalTwin("t1", warmer()).block();

        assertThat(async.getDigitalTwin("t1", BasicDigitalTwin.class)
                        .map(BasicDigitalTwin::getContents)
                        .block())
                .containsEntry("targetTemperature", 25.5);
        async.deleteDigitalTwin("t1").block();
        assertRefused(
                404,
                "DigitalTwinNotFound",
                () -> async.getDigitalTwin("t1", BasicDigitalTwin.class).block());
    }
}
