package io.twinlifecycle.adt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class AdtClientsTest {

    private static final String URL = "https://contoso.api.weu.digitaltwins.azure.net";

    @ParameterizedTest
    @ValueSource(strings = {URL, URL + "/", " " + URL + "\n", "HTTPS://contoso.api.weu.digitaltwins.azure.net"})
    void takesTheUrlOfAnInstance(String url) {
        assertThat(AdtClients.endpoint(url)).isEqualTo(URL);
    }

    @Test
    void keepsAPort() {
        assertThat(AdtClients.endpoint("https://localhost:8443")).isEqualTo("https://localhost:8443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "contoso.api.weu.digitaltwins.azure.net",
                "http://contoso.api.weu.digitaltwins.azure.net",
                URL + "/digitaltwins",
                URL + "?api-version=1",
                URL + "#x",
                "https://user:pass@contoso.api.weu.digitaltwins.azure.net",
                "https:///",
                "https://con toso"
            })
    void refusesEveryOtherUrl(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdtClients.connect(url, LoopbackClients.CREDENTIAL))
                .withMessageContaining("https://contoso.api.weu.digitaltwins.azure.net");
    }

    @Test
    void buildsAClient() {
        assertThat(AdtClients.connect(URL, LoopbackClients.CREDENTIAL)).isNotNull();
    }

    @Test
    void asksTheHttpClientThatItIsGiven() {
        List<String> asked = new ArrayList<>();
        HttpClient http = request -> {
            asked.add(request.getUrl().getHost());
            return Mono.error(new IllegalStateException("no network in this test"));
        };

        assertThatThrownBy(() -> AdtClients.connect(URL, LoopbackClients.CREDENTIAL, http)
                        .getDigitalTwin("dev-1", String.class)
                        .block())
                .hasMessageContaining("no network");
        assertThat(asked).containsExactly("contoso.api.weu.digitaltwins.azure.net");
    }

    @Test
    void readsTheUrlFromTheEnvironment() {
        assertThat(AdtClients.urlFrom(name -> name.equals("ADT_SERVICE_URL") ? URL : null))
                .isEqualTo(URL);
    }

    @Test
    void saysWhichVariableIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdtClients.urlFrom(name -> null))
                .withMessageContaining("ADT_SERVICE_URL");
        assertThatIllegalArgumentException().isThrownBy(() -> AdtClients.urlFrom(name -> " "));
    }
}
