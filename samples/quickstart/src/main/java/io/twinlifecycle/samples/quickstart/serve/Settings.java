package io.twinlifecycle.samples.quickstart.serve;

import io.twinlifecycle.testkit.cloud.LocalCloud;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What clients need to know, as files: the certificate to trust, and a {@code .env} that shells and dotenv libraries read. The names are those
 * of the Azure SDKs and of the device simulator of Microsoft's article.
 *
 * @param dir where the files are
 * @param values the settings by name
 * @param certificate as PEM
 */
record Settings(Path dir, Map<String, String> values, String certificate) {

    static Settings of(LocalCloud cloud, Enrollment enrollment, URI control, Path dir) {
        Map<String, String> values = new LinkedHashMap<>(cloud.settings());
        values.put("ADT_MODEL_ID", enrollment.model());
        values.put("PROVISIONING_SYMMETRIC_KEY", enrollment.groupKey());
        values.put("PROVISIONING_REGISTRATION_ID", enrollment.registrationId());
        values.put("LOCAL_CLOUD_CONTROL", control.toString());
        values.put("NODE_EXTRA_CA_CERTS", dir.resolve("ca.pem").toString());
        return new Settings(dir, values, cloud.tls().pem());
    }

    Path file() {
        return dir.resolve(".env");
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    void write() throws IOException {
        Files.writeString(dir.resolve("ca.pem"), certificate);
        StringBuilder text = new StringBuilder();
        // No value has a quote, a dollar sign or a backslash: keys are Base64, the rest are names and addresses.
        values.forEach(
                (name, value) -> text.append(name).append("=\"").append(value).append("\"\n"));
        Files.writeString(file(), text);
    }
}
