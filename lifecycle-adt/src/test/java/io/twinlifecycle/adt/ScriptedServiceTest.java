package io.twinlifecycle.adt;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service whose answers the test writes, and the store with the real client in front of it. */
abstract class ScriptedServiceTest {

    @RegisterExtension
    static final WireMockExtension SERVICE = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort().gzipDisabled(true))
            .build();

    static final TwinId ID = new TwinId("t1");
    static final ModelId MODEL = new ModelId("dtmi:com:example:Room;1");
    static final NewTwin NEW_TWIN = new NewTwin(ID, MODEL, Map.of("temperature", 20.5));
    static final ETag ETAG = new ETag("W/\"11111111-0000-0000-0000-000000000000\"");
    static final TwinPatch PATCH = TwinPatch.empty().set(List.of("temperature"), 21.5);
    static final RelationshipRef REF = new RelationshipRef(ID, "r1");

    final VirtualTime time = new VirtualTime();
    final AdtTwinStore store =
            new AdtTwinStore(LoopbackClients.builder(SERVICE.getPort()).buildAsyncClient(), time);

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20), TimeSource.system());
    }

    static void answerAll(ResponseDefinitionBuilder answer) {
        SERVICE.stubFor(any(anyUrl()).willReturn(answer));
    }

    static void answerAll(int status, String json) {
        answerAll(jsonResponse(json, status));
    }

    static String error(String code) {
        return error(code, "Words of the service.");
    }

    static String error(String code, String message) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
    }

    static String twinJson() {
        return """
                {"$dtId":"t1","$etag":"W/\\"11111111-0000-0000-0000-000000000000\\"","temperature":20.5,
                 "$metadata":{"$model":"dtmi:com:example:Room;1","$lastUpdateTime":"2023-05-09T14:22:01.1234567Z"}}""";
    }

    static LifecycleException failureOf(ThrowingCallable call) {
        LifecycleException failure = catchThrowableOfType(LifecycleException.class, call);
        if (failure == null) {
            throw new AssertionError("the call was expected to fail");
        }
        return failure;
    }

    /** What reached the service, in order. */
    static List<LoggedRequest> requests() {
        List<LoggedRequest> all = new ArrayList<>();
        SERVICE.getAllServeEvents().forEach(event -> all.add(event.getRequest()));
        Collections.reverse(all); // the latest comes first
        return all;
    }

    static LoggedRequest onlyRequest() {
        List<LoggedRequest> all = requests();
        if (all.size() != 1) {
            throw new AssertionError("one request was expected, but there were " + all);
        }
        return all.get(0);
    }
}
