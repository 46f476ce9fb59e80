package io.twinlifecycle.adt;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.store.TwinStore.DeleteOutcome;
import io.twinlifecycle.store.TwinStore.WriteOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service did what it was asked to, the answer was lost, and the SDK asks again. */
class LostAnswerTest extends ScriptedServiceTest {

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void saysThatTheTwinExistsAfterALostCreation(Fault fault) {
        loseTheFirstAnswerThen(fault, 412, "PreconditionFailed");
        assertThat(store.create(NEW_TWIN, soon())).isEqualTo(CreateOutcome.EXISTS);
        assertThat(requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void saysThatTheTwinChangedAfterALostPatch(Fault fault) {
        loseTheFirstAnswerThen(fault, 412, "PreconditionFailed");
        assertThat(store.patch(ID, ETAG, PATCH, soon())).isEqualTo(WriteOutcome.CHANGED);
        assertThat(requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void saysThatTheTwinIsGoneAfterALostDeletion(Fault fault) {
        loseTheFirstAnswerThen(fault, 404, "DigitalTwinNotFound");
        assertThat(store.delete(ID, ETAG, soon())).isEqualTo(DeleteOutcome.GONE);
        assertThat(requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void saysThatThereWasNoRelationshipAfterALostDeletion(Fault fault) {
        loseTheFirstAnswerThen(fault, 404, "RelationshipNotFound");
        assertThat(store.deleteRelationship(REF, soon())).isFalse();
        assertThat(requests()).hasSize(2);
    }

    private static void loseTheFirstAnswerThen(Fault fault, int status, String code) {
        SERVICE.stubFor(any(anyUrl())
                .inScenario("lost")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("done")
                .willReturn(aResponse().withFault(fault)));
        SERVICE.stubFor(any(anyUrl())
                .inScenario("lost")
                .whenScenarioStateIs("done")
                .willReturn(jsonResponse(error(code), status)));
    }
}
