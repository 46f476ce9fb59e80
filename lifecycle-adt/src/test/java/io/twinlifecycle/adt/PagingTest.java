package io.twinlifecycle.adt;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.LifecycleException.Kind;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, page by page. */
class PagingTest extends ScriptedServiceTest {

    private static final String FIRST = "/digitaltwins/t1/relationships?api-version=2023-10-31";
    private static final String SECOND =
            "/digitaltwins/t1/relationships?continuationToken=a%20b%2Bc%2F%3D&api-version=2023-10-31";
    private static final String OUTGOING = """
            {"$relationshipId":"r%d","$etag":"e","$sourceId":"t1","$relationshipName":"contains","$targetId":"t2"}""";

    @Test
    void fetchesOnePageForEachCall() {
        answer(FIRST, page("\"https://127.0.0.1:" + SERVICE.getPort() + SECOND + "\"", OUTGOING.formatted(1)));
        answer(SECOND, page("null", OUTGOING.formatted(2)));

        Page<Relationship> first = store.outgoing(ID, Optional.empty(), soon());
        assertThat(first.items()).containsExactly(outgoing("r1"));
        assertThat(requests()).extracting(LoggedRequest::getUrl).containsExactly(FIRST);
        assertThat(first.next()).as("without a host").contains(SECOND);

        Page<Relationship> second = store.outgoing(ID, first.next(), soon());
        assertThat(second).isEqualTo(Page.only(List.of(outgoing("r2"))));
        assertThat(requests()).extracting(LoggedRequest::getUrl).containsExactly(FIRST, SECOND);
    }

    @Test
    void readsWhereIncomingRelationshipsStart() {
        answer("/digitaltwins/t1/incomingrelationships?api-version=2023-10-31", page("\"" + SECOND + "\"", """
                {"$relationshipId":"r1","$sourceId":"room","$relationshipName":"contains","$relationshipLink":"https://elsewhere/x"}"""));

        Page<RelationshipRef> page = store.incoming(ID, Optional.empty(), soon());
        assertThat(page.items()).containsExactly(new RelationshipRef(new TwinId("room"), "r1"));
        assertThat(page.next()).as("a link without a host").contains(SECOND);
    }

    @Test
    void takesAnEmptyPageForAPage() {
        answer(FIRST, "{\"value\":[],\"nextLink\":\"" + SECOND + "\"}");

        assertThat(store.outgoing(ID, Optional.empty(), soon())).isEqualTo(new Page<>(List.of(), Optional.of(SECOND)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/digitaltwins/t1/relationships?x=1",
                "https://127.0.0.1/digitaltwins/t1/relationships",
                "https://127.0.0.1:1/digitaltwins/t1/relationships",
                "https://127.0.0.1@evil.example/x",
                "https://127.0.0.1:PORT@evil.example/x",
                "https://127.0.0.1:PORT.evil.example/x",
                "http://127.0.0.1:PORT/x",
                "//evil.example/x",
                "https:evil.example",
                "https:///evil.example/x",
                "relationships?x=1",
                "@evil.example/x",
                "/x#https://evil.example",
                "ftp://evil.example/x",
                "\\\\\\\\evil.example/x"
            })
    void doesNotCarryTheTokenElsewhere(String link) {
        answer(FIRST, page("\"" + link.replace("PORT", "" + SERVICE.getPort()) + "\"", OUTGOING.formatted(1)));

        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> store.outgoing(ID, Optional.empty(), soon()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STORE_UNAVAILABLE))
                .withMessageContaining("not on the host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/x", "//evil.example/x", "x", ""})
    void takesNoTokenThatIsNotItsOwn(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.outgoing(ID, Optional.of(token), soon()));
        assertThat(requests()).isEmpty();
    }

    private static void answer(String url, String json) {
        SERVICE.stubFor(get(WireMock.urlEqualTo(url)).willReturn(okJson(json)));
    }

    private static String page(String nextLink, String item) {
        return "{\"nextLink\":" + nextLink + ",\"value\":[" + item + "]}";
    }

    private static Relationship outgoing(String id) {
        return new Relationship(new RelationshipRef(ID, id), "contains", new TwinId("t2"), Map.of());
    }
}
