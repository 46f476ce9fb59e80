package io.twinlifecycle.testkit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalIdentityTest {

    private static final String GOOD = "?api-version=2019-08-01&resource=https%3A%2F%2Fdigitaltwins.azure.net";

    private final LocalIdentity unit = LocalIdentity.start(ServerOptions.standard(), Duration.ofMinutes(10));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void givesATokenThatSaysWhatItIs() throws Exception {
        long before = TimeSource.system().now().getEpochSecond();

        HttpResponse<byte[]> answer = get(GOOD, unit.header());

        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, Object> body = object(answer.body());
        assertThat(body)
                .containsEntry("resource", "https://digitaltwins.azure.net")
                .containsEntry("token_type", "Bearer");
        assertThat(Long.parseLong(String.valueOf(body.get("expires_on")))).isBetween(before + 600, before + 660);
        Map<String, Object> claims = claims(String.valueOf(body.get("access_token")));
        assertThat(claims)
                .containsEntry("iss", "urn:twin-lifecycle:local")
                .containsEntry("aud", "https://digitaltwins.azure.net")
                .containsEntry("sub", "system-assigned");
        assertThat(String.valueOf(claims.get("exp"))).isEqualTo(body.get("expires_on"));
    }

    @Test
    void givesATokenToTheIdentityThatIsAskedFor() throws Exception {
        Map<String, Object> body =
                object(get(GOOD + "&client_id=me", unit.header()).body());

        assertThat(claims(String.valueOf(body.get("access_token")))).containsEntry("sub", "me");
    }

    @Test
    void refusesWhoeverDoesNotKnowTheHeader() throws Exception {
        assertThat(get(GOOD, "wrong").statusCode()).isEqualTo(401);
        assertThat(new String(get(GOOD, "wrong").body(), StandardCharsets.UTF_8))
                .doesNotContain("access_token")
                .doesNotContain(unit.header());
        HttpRequest without =
                HttpRequest.newBuilder(URI.create(unit.endpoint() + GOOD)).build();
        assertThat(http.send(without, HttpResponse.BodyHandlers.ofByteArray()).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        "?api-version=2019-08-01, 400",
        "?api-version=2019-08-01&resource=, 400",
        "?api-version=2017-09-01&resource=x, 400",
        "/other?api-version=2019-08-01&resource=x, 404"
    })
    void refusesWhatIsNoQuestion(String rest, int status) throws Exception {
        HttpResponse<byte[]> answer = get(rest, unit.header());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(object(answer.body())).containsEntry("statusCode", status).containsKeys("message", "correlationId");
    }

    @Test
    void failsOnDemand() throws Exception {
        unit.faults().next(HttpFault.throttle(Duration.ofSeconds(2)));

        HttpResponse<byte[]> answer = get(GOOD, unit.header());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(get(GOOD, unit.header()).statusCode()).isEqualTo(200);
        assertThat(unit.calls().total()).isEqualTo(2);
    }

    @Test
    void tellsProcessesWhereItIs() {
        assertThat(unit.environment())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("IDENTITY_ENDPOINT", unit.endpoint().toString(), "IDENTITY_HEADER", unit.header()));
        assertThat(unit.endpoint()).hasScheme("http").hasHost("localhost").hasPath("/msi/token");
    }

    @Test
    void refusesTokensThatAreGoodForNoTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalIdentity.start(ServerOptions.standard(), Duration.ZERO));
    }

    private HttpResponse<byte[]> get(String rest, String header) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(unit.endpoint() + rest))
                .header("X-IDENTITY-HEADER", header)
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Map<String, Object> claims(String token) {
        return object(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static Map<String, Object> object(byte[] json) {
        return Objects.requireNonNull(Json.asObject(Json.parse(json)));
    }
}
