package io.twinlifecycle.samples.functions;

import static io.twinlifecycle.testkit.SampleModels.LIVING_THERMOSTAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.microsoft.azure.functions.HttpResponseMessage;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudExtension;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.http.HttpFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpsAdtAllocationFuncTest {

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension();

    private final AllocationRequests dps = AllocationRequests.group()
            .withHubs("hub-a.azure-devices.net")
            .withRegistrationId("dev-1")
            .withModel(LIVING_THERMOSTAT);

    private LocalCloud cloud;
    private DpsAdtAllocationFunc function;

    @BeforeEach
    void start(LocalCloud started) {
        cloud = started;
        function = new DpsAdtAllocationFunc(TestApp.over(cloud, new RecordingDeadLetterSink()));
    }

    @Test
    void answersWithHubAndTagsAndMakesTheTwin() {
        HttpResponseMessage answer = call(HostRequest.json(dps.jsonText()));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(text(answer))
                .isEqualTo("{\"iotHubHostName\":\"hub-a.azure-devices.net\",\"initialTwin\":{\"tags\":{\"dtmi\":\""
                        + LIVING_THERMOSTAT + "\",\"dtId\":\"dev-1\"},\"properties\":{\"desired\":{}}}}");
        assertThat(cloud.graph().twins().find(new TwinId("dev-1"))).isPresent();
    }

    @Test
    void answersInBytesWhateverTheCharactersOfAnId() {
        HttpResponseMessage answer = call(HostRequest.json(
                dps.withRegistrationId("gerät").withExtraProperty("größe", "ü").jsonText()));

        assertThat(answer.getStatusCode())
                .as("no registration ID has such a letter")
                .isEqualTo(400);
        assertThat(answer.getBody()).isInstanceOf(byte[].class);
        assertThat(text(answer)).startsWith("{\"error\":{\"code\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/octet-stream", "application/x-unheard-of", "", "no type at all"})
    void goesByTheBodyAndNotByItsType(String contentType) {
        HttpResponseMessage answer =
                call(new HostRequest(Map.of("content-type", contentType), Optional.of(dps.jsonText())));

        assertThat(answer.getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "null", "[]", "42", "\"text\"", "<xml/>", "{\"linkedHubs\":[]}"})
    void refusesForGoodWhatIsNoRequest(String body) {
        assertRefused(call(HostRequest.json(body)));
    }

    @Test
    void refusesARequestWithoutBody() {
        assertRefused(call(new HostRequest(Map.of(), Optional.empty())));
    }

    @Test
    void refusesAHugeBodyWithoutAskingTheStore() {
        String padding = "x".repeat(200 * 1024);

        assertRefused(
                call(HostRequest.json(dps.withExtraProperty("padding", padding).jsonText())));
    }

    @Test
    void letsDpsAskAgainWhileTheStoreIsAway() {
        cloud.adt().faults().add(3, call -> true, new HttpFault.Answer(503, Optional.of(Duration.ofSeconds(30))));

        HttpResponseMessage answer = call(HostRequest.json(dps.jsonText()));

        assertThat(answer.getStatusCode()).isEqualTo(503);
        assertThat(text(answer)).contains("\"code\":\"STORE_UNAVAILABLE\"");
    }

    @Test
    void saysEachTimeWhatSettingIsMissing() {
        App unconfigured = new App(Map.of(), () -> {
            throw new IllegalArgumentException("ADT_SERVICE_URL is not set");
        });
        function = new DpsAdtAllocationFunc(unconfigured);

        for (int call = 0; call < 2; call++) {
            assertThatIllegalArgumentException()
                    .as("the host answers 500 then, and DPS asks again")
                    .isThrownBy(() -> call(HostRequest.json(dps.jsonText())))
                    .withMessageContaining("ADT_SERVICE_URL");
        }
    }

    private HttpResponseMessage call(HostRequest request) {
        return function.run(request, new HostContext("DpsAdtAllocationFunc"));
    }

    private void assertRefused(HttpResponseMessage answer) {
        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(text(answer)).startsWith("{\"error\":{\"code\":\"").endsWith("\"}}");
        assertThat(cloud.adt().calls().total()).as("calls to the store").isZero();
    }

    private static String text(HttpResponseMessage answer) {
        return new String((byte[]) answer.getBody(), StandardCharsets.UTF_8);
    }
}
