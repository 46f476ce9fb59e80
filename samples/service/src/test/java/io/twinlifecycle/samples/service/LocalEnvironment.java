package io.twinlifecycle.samples.service;

import io.twinlifecycle.testkit.cloud.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What simulated devices need to know of the local cloud, as a file that a shell reads. */
final class LocalEnvironment {

    private LocalEnvironment() {}

    /** Writes the certificate to trust and the settings; gives the file of the settings. */
    static Path write(LocalCloud cloud, Path dir, Map<String, String> more) throws IOException {
        Path certificate = Files.createDirectories(dir).toAbsolutePath().resolve("ca.pem");
        Files.writeString(certificate, cloud.tls().pem());
        Map<String, String> values = new LinkedHashMap<>(cloud.settings());
        values.putAll(more);
        values.put("NODE_EXTRA_CA_CERTS", certificate.toString());
        // No value has a quote, a dollar sign or a backslash: keys are Base64, the rest are names and addresses.
        return Files.writeString(
                certificate.resolveSibling(".env"),
                values.entrySet().stream()
                        .map(each -> each.getKey() + "=\"" + each.getValue() + "\"\n")
                        .collect(Collectors.joining()));
    }
}
