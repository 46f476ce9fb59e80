package io.twinlifecycle.adt;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.twinlifecycle.LifecycleException.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break and answers that nobody can read: the same call may go well later. */
class UnreadableAnswersTest extends ScriptedServiceTest {

    @ParameterizedTest
    @EnumSource(Fault.class)
    void saysThatTheConnectionBroke(Fault fault) {
        answerAll(aResponse().withStatus(200).withFault(fault));

        assertThat(failureOf(() -> store.find(ID, soon())).kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
        assertThat(failureOf(() -> store.incoming(ID, Optional.empty(), soon())).kind())
                .isEqualTo(Kind.STORE_UNAVAILABLE);
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        AdtTwinStore unit = new AdtTwinStore(LoopbackClients.builder(port).buildAsyncClient(), time);

        assertThat(failureOf(() -> unit.find(ID, soon())).kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "17",
                "{\"$dtId\":\"t1\",\"temp",
                "{}",
                "{\"$etag\":\"e\",\"$metadata\":{}}",
                "{\"$etag\":\"e\",\"$metadata\":{\"$model\":\"no dtmi\"}}",
                "{\"$metadata\":{\"$model\":\"dtmi:x:Room;1\"}}",
                "{\"value\":[{}],\"nextLink\":null}",
                "{\"value\":[{\"$relationshipId\":\"r1\",\"$sourceId\":\"a/b\"}]}"
            })
    void saysThatAnAnswerCannotBeRead(String body) {
        answerAll(200, body);

        assertThat(failureOf(() -> store.find(ID, soon())).kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
        assertThat(failureOf(() -> store.findRelationship(REF, soon())).kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
    }

    @Test
    void saysThatAnHtmlPageCannotBeRead() {
        answerAll(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>log in</html>"));

        assertThat(failureOf(() -> store.find(ID, soon())).kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
    }

    @Test
    void saysThatAListCannotBeRead() {
        for (String body : List.of(
                "", "[1", "{\"value\":[{}]}", "{\"value\":[{\"$relationshipId\":\"r1\",\"$sourceId\":\"a/b\"}]}")) {
            answerAll(200, body);
            assertThat(failureOf(() -> store.outgoing(ID, Optional.empty(), soon()))
                            .kind())
                    .as(body)
                    .isEqualTo(Kind.STORE_UNAVAILABLE);
            assertThat(failureOf(() -> store.incoming(ID, Optional.empty(), soon()))
                            .kind())
                    .as(body)
                    .isEqualTo(Kind.STORE_UNAVAILABLE);
        }
    }
}
