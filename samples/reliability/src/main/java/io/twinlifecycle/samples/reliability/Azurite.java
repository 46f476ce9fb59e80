package io.twinlifecycle.samples.reliability;

import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.messaging.eventhubs.checkpointstore.blob.BlobCheckpointStore;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Microsoft's emulator of blob storage, in memory, on loopback, at a port that the system chooses. It comes from npm; {@code npm ci} in
 * samples/clients installs it.
 */
public final class Azurite implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+)");
    private static final Duration START = Duration.ofSeconds(60);
    private static final String ACCOUNT = "local";
    private static final String CONTAINER = "checkpoints";
    private static final int CALLS = 64;

    private final Program program;
    private final String connectionString;

    private Azurite(Program program, String connectionString) {
        this.program = program;
        this.connectionString = connectionString;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param modules the directory {@code node_modules} that has it
     * @param log takes what it prints
     * @throws IOException if it is not installed, or does not start
     */
    public static Azurite start(Path modules, Path log) throws IOException, InterruptedException {
        Path script = modules.resolve(Path.of("azurite", "dist", "src", "blob", "main.js"));
        if (!Files.exists(script)) {
            throw new IOException("no Azurite at " + script.toAbsolutePath().normalize()
                    + ": run npm ci --ignore-scripts in samples/clients first");
        }
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String key = Base64.getEncoder().encodeToString(secret);
        Program program = Program.start(
                log,
                List.of(
                        "node",
                        script.toString(),
                        "--inMemoryPersistence",
                        "--blobPort",
                        "0",
                        "--silent",
                        "--skipApiVersionCheck",
                        "--disableTelemetry"),
                Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + key));
        try {
            return new Azurite(
                    program,
                    "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key + ";BlobEndpoint="
                            + endpoint(program, log) + "/" + ACCOUNT);
        } catch (IOException | InterruptedException e) {
            program.close();
            throw e;
        }
    }

    private static String endpoint(Program program, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (program.isAlive() && System.nanoTime() < end) {
            Matcher says = LISTENS.matcher(Files.readString(log));
            if (says.find()) {
                return says.group(1);
            }
            Thread.sleep(100);
        }
        throw new IOException("Azurite did not start: " + Files.readString(log));
    }

    /** What its clients need. */
    public String connectionString() {
        return connectionString;
    }

    /**
     * Azure's own checkpoint store in its blobs; the container is made if it is not there.
     *
     * @param connectionString of one that runs, in whatever process
     */
    public static BlobCheckpointStore checkpoints(String connectionString) {
        BlobContainerAsyncClient container = new BlobContainerClientBuilder()
                .connectionString(connectionString)
                .containerName(CONTAINER)
                .httpClient(new OkHttpAsyncHttpClientBuilder(Wiring.http(null, CALLS)).build())
                .buildAsyncClient();
        container.createIfNotExists().block(START);
        return new BlobCheckpointStore(container);
    }

    Program program() {
        return program;
    }

    @Override
    public void close() {
        program.close();
    }
}
