package io.twinlifecycle.testkit.adt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Runs a command against an empty local server, with the variables that clients of other languages need. */
public final class ServeAdt {

    private static final int COLUMNS = 64;

    private ServeAdt() {}

    /**
     * Ends with the command's status.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) throws Exception {
        Path certificate = Files.createTempFile("local-adt", ".pem");
        try (LocalAdt adt = LocalAdt.start()) {
            String base64 = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'})
                    .encodeToString(adt.certificate().getEncoded());
            Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
            ProcessBuilder command = new ProcessBuilder(List.of(args)).inheritIO();
            Map<String, String> variables = command.environment();
            variables.put("ADT_SERVICE_URL", adt.endpoint().toString());
            variables.put("NODE_EXTRA_CA_CERTS", certificate.toString());
            System.exit(command.start().waitFor());
        } finally {
            Files.deleteIfExists(certificate);
        }
    }
}
