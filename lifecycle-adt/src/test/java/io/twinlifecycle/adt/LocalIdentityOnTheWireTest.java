package io.twinlifecycle.adt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.identity.LocalIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test kit's identity endpoint with Azure's unmodified credentials, each in a process of its own. */
class LocalIdentityOnTheWireTest {

    private final LocalIdentity identity = LocalIdentity.start();

    @AfterEach
    void close() {
        identity.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "managed"})
    void givesAzuresCredentialsATokenThatIsMarkedAsLocal(String credential) throws Exception {
        String output = tokenPrinter(credential, identity.environment());

        assertThat(output).startsWith("token ");
        assertThat(claims(output))
                .contains("\"iss\":\"urn:twin-lifecycle:local\"")
                .contains("\"aud\":\"https://digitaltwins.azure.net\"");
        assertThat(identity.calls().list()).extracting(HttpCall::status).containsOnly(200);
    }

    @Test
    void isAskedAgainWhenItIsBusy() throws Exception {
        identity.faults().next(new HttpFault.Answer(503, Optional.empty()));

        assertThat(tokenPrinter("managed", identity.environment())).startsWith("token ");

        assertThat(identity.calls().list()).extracting(HttpCall::status).containsExactly(503, 200);
    }

    @Test
    void givesNothingToWhoeverDoesNotKnowItsHeader() throws Exception {
        Map<String, String> wrong = new HashMap<>(identity.environment());
        wrong.put(LocalIdentity.HEADER_SETTING, "wrong");

        assertThat(tokenPrinter("managed", wrong)).startsWith("none: ");

        assertThat(identity.calls().list())
                .extracting(HttpCall::status)
                .contains(401)
                .doesNotContain(200);
    }

    private static String tokenPrinter(String credential, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                TokenPrinter.class.getName(),
                credential);
        builder.environment().keySet().removeIf(name -> name.startsWith("AZURE_"));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String claims(String output) {
        String token = output.strip().substring("token ".length());
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }
}
