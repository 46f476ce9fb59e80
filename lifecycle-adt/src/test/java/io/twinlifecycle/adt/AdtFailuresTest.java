package io.twinlifecycle.adt;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.LifecycleException.Kind;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.store.TwinStore.DeleteOutcome;
import io.twinlifecycle.store.TwinStore.WriteOutcome;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What is made of every answer but a good one. */
class AdtFailuresTest extends ScriptedServiceTest {

    private static final Relationship RELATIONSHIP = new Relationship(REF, "contains", new TwinId("t2"), Map.of());

    @Test
    void takesAMissingTwinForAnAnswer() {
        answerAll(404, error("DigitalTwinNotFound"));

        assertThat(store.find(ID, soon())).isEmpty();
        assertThat(store.patch(ID, ETAG, PATCH, soon())).isEqualTo(WriteOutcome.GONE);
        assertThat(store.delete(ID, ETAG, soon())).isEqualTo(DeleteOutcome.GONE);
        assertThat(store.outgoing(ID, Optional.empty(), soon())).isEqualTo(Page.only(List.of()));
        assertThat(store.incoming(ID, Optional.empty(), soon())).isEqualTo(Page.only(List.of()));
        assertThat(store.findRelationship(REF, soon())).isEmpty();
        assertThat(store.deleteRelationship(REF, soon())).isFalse();
        assertThat(store.createRelationship(RELATIONSHIP, soon())).isEqualTo(CreateOutcome.ENDPOINT_MISSING);
    }

    @Test
    void takesAMissingRelationshipForAnAnswer() {
        answerAll(404, error("RelationshipNotFound"));

        assertThat(store.findRelationship(REF, soon())).isEmpty();
        assertThat(store.deleteRelationship(REF, soon())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TargetTwinNotFound", "TargetDigitalTwinNotFound"})
    void takesAMissingTargetForAnAnswer(String code) {
        answerAll(404, error(code));

        assertThat(store.createRelationship(RELATIONSHIP, soon())).isEqualTo(CreateOutcome.ENDPOINT_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{\"code\":\"PreconditionFailed\",\"message\":\"x\"}}", ""})
    void takesAnotherVersionForAnAnswer(String body) {
        answerAll(412, body);

        assertThat(store.create(NEW_TWIN, soon())).isEqualTo(CreateOutcome.EXISTS);
        assertThat(store.patch(ID, ETAG, PATCH, soon())).isEqualTo(WriteOutcome.CHANGED);
        assertThat(store.delete(ID, ETAG, soon())).isEqualTo(DeleteOutcome.CHANGED);
        assertThat(store.createRelationship(RELATIONSHIP, soon())).isEqualTo(CreateOutcome.EXISTS);
    }

    @Test
    void takesRemainingRelationshipsForAnAnswer() {
        answerAll(400, error("RelationshipsNotDeleted"));

        assertThat(store.delete(ID, ETAG, soon())).isEqualTo(DeleteOutcome.HAS_RELATIONSHIPS);
    }

    @Test
    void goesByTheHeaderWhereTheBodyHasNoCode() {
        answerAll(aResponse().withStatus(404).withHeader("x-ms-error-code", "DigitalTwinNotFound"));

        assertThat(store.find(ID, soon())).isEmpty();
    }

    @Test
    void goesByTheCodeAndNotByTheWords() {
        answerAll(400, error("InvalidArgument", "DigitalTwinNotFound RelationshipsNotDeleted"));

        assertThat(failureOf(() -> store.delete(ID, ETAG, soon())).kind()).isEqualTo(Kind.STORE_REFUSED);
    }

    @Test
    void takesA404OfAnotherTenantForClosedDoors() {
        answerAll(aResponse()
                .withStatus(404)
                .withHeader("Content-Type", "text/plain")
                .withBody("Sub-Domain not found"));

        LifecycleException failure = failureOf(() -> store.find(ID, soon()));
        assertThat(failure.kind()).isEqualTo(Kind.STORE_DENIED);
        assertThat(failure).hasMessageContaining("404").hasMessageContaining("tenant");
        assertThat(failureOf(() -> store.delete(ID, ETAG, soon())).kind())
                .as("the twin is not gone")
                .isEqualTo(Kind.STORE_DENIED);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 302})
    void saysThatItIsNotLetIn(int status) {
        answerAll(status, "{\"statusCode\":" + status + ",\"message\":\"Unauthorized\"}");

        LifecycleException failure = failureOf(() -> store.find(ID, soon()));
        assertThat(failure.kind()).isEqualTo(Kind.STORE_DENIED);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(requests()).as("no retry").hasSize(1);
    }

    @Test
    void saysThatNoTokenCouldBeHad() {
        TokenCredential broken = request -> Mono.error(new ClientAuthenticationException("secret details", null));
        AdtTwinStore unit = new AdtTwinStore(
                LoopbackClients.builder(SERVICE.getPort()).credential(broken).buildAsyncClient(), time);

        LifecycleException failure = failureOf(() -> unit.find(ID, soon()));
        assertThat(failure.kind()).isEqualTo(Kind.STORE_DENIED);
        assertThat(failure.getMessage()).contains("token").doesNotContain("secret");
        assertThat(requests()).isEmpty();
    }

    @Test
    void saysWhatTheServiceDislikes() {
        answerAll(400, """
                {"error":{"code":"ValidationFailed","message":"Invalid twin specified",
                 "details":[{"message":"temperature is not a property - it is a Telemetry."},{"code":"X","message":"colour does not appear"}]}}""");

        LifecycleException failure = failureOf(() -> store.create(NEW_TWIN, soon()));
        assertThat(failure.kind()).isEqualTo(Kind.STORE_REFUSED);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure)
                .hasMessageContaining("creating twin t1")
                .hasMessageContaining("400")
                .hasMessageContaining("ValidationFailed")
                .hasMessageContaining("Invalid twin specified")
                .hasMessageContaining("it is a Telemetry")
                .hasMessageContaining("colour does not appear");
    }

    @Test
    void boundsWhatItRepeatsOfTheServicesWords() {
        String detail = "{\"message\":\"" + "x".repeat(1_000) + "\\nforged line\"}";
        String body = "{\"error\":{\"code\":\"" + "C".repeat(5_000) + "\",\"message\":\"m\",\"details\":["
                + String.join(",", Collections.nCopies(40, detail)) + "]}}";
        answerAll(400, body);

        assertThat(failureOf(() -> store.create(NEW_TWIN, soon())).getMessage())
                .hasSizeLessThan(2_000)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidArgument, STORE_REFUSED",
        "400, JsonPatchInvalid, STORE_REFUSED",
        "400, ModelDecommissioned, STORE_REFUSED",
        "400, TwinLimitReached, STORE_DENIED",
        "413, '', STORE_REFUSED",
        "404, ModelNotFound, STORE_DENIED",
        "408, '', STORE_UNAVAILABLE",
        "409, '', STORE_UNAVAILABLE",
        "429, '', STORE_UNAVAILABLE",
        "500, InternalError, STORE_UNAVAILABLE",
        "501, '', STORE_UNAVAILABLE",
        "503, '', STORE_UNAVAILABLE"
    })
    void mapsStatusAndCode(int status, String code, Kind kind) {
        answerAll(status, error(code));

        assertThat(failureOf(() -> store.create(NEW_TWIN, soon())).kind()).isEqualTo(kind);
    }

    @Test
    void handsUpHowLongToWait() {
        answerAll(jsonResponse("{\"error\":{\"statusCode\":429,\"message\":\"slow down\"}}", 429)
                .withHeader("Retry-After", "7"));

        LifecycleException failure = failureOf(() -> store.find(ID, soon()));
        assertThat(failure.kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(requests()).as("it is for the caller to come back that late").hasSize(1);
    }

    @Test
    void handsUpADateToWaitFor() {
        // VirtualTime starts at 2030-01-01T00:00:00Z
        answerAll(jsonResponse("{}", 503).withHeader("Retry-After", "Tue, 01 Jan 2030 00:01:30 GMT"));

        assertThat(failureOf(() -> store.find(ID, soon())).retryAfter()).contains(Duration.ofSeconds(90));
        assertThat(VirtualTime.START).isEqualTo("2030-01-01T00:00:00Z");
    }

    @Test
    void triesAFewTimesWhatPasses() {
        answerAll(jsonResponse("{}", 429).withHeader("Retry-After", "0"));

        assertThat(failureOf(() -> store.find(ID, soon())).kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
        assertThat(requests()).hasSize(3);
    }
}
