package io.twinlifecycle.samples.clients;

import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Microsoft's emulator of blob storage, in memory, on loopback, at a port that the system chooses. */
final class Azurite implements AutoCloseable {

    private static final Path SCRIPT = Path.of("..", "node_modules", "azurite", "dist", "src", "blob", "main.js");
    private static final Pattern LISTENS = Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+)");
    private static final long START_SECONDS = 60;
    private static final String ACCOUNT = "clients";

    private final Process process;
    private final String key;
    private final String endpoint;

    private Azurite(Process process, String key, String endpoint) {
        this.process = process;
        this.key = key;
        this.endpoint = endpoint;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @throws IllegalStateException if it is not installed, or does not start
     */
    static Azurite start() throws InterruptedException {
        if (!Files.exists(SCRIPT)) {
            throw new IllegalStateException("no Azurite at "
                    + SCRIPT.toAbsolutePath().normalize() + ": run npm ci --ignore-scripts in samples/clients first");
        }
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String key = Base64.getEncoder().encodeToString(secret);
        ProcessBuilder builder = new ProcessBuilder(
                "node",
                SCRIPT.toString(),
                "--inMemoryPersistence",
                "--blobPort",
                "0",
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry");
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            return new Azurite(process, key, endpoint(process));
        } catch (IOException e) {
            throw new IllegalStateException("Azurite needs node on the path", e);
        }
    }

    /** A container of this name, which is made. */
    BlobContainerAsyncClient container(String name) {
        BlobContainerAsyncClient client = new BlobContainerClientBuilder()
                .connectionString("DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key
                        + ";BlobEndpoint=" + endpoint + "/" + ACCOUNT)
                .containerName(name)
                .buildAsyncClient();
        client.create().block();
        return client;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String endpoint(Process process) throws InterruptedException {
        CompletableFuture<String> found = CompletableFuture.supplyAsync(() -> read(process));
        try {
            return found.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("Azurite did not start", e);
        }
    }

    private static String read(Process process) {
        StringBuilder said = new StringBuilder();
        try {
            BufferedReader output = process.inputReader(); // stays open: Azurite must be able to write on
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    return listens.group(1);
                }
                said.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new IllegalStateException("Azurite's output ended early after: " + said, e);
        }
        throw new IllegalStateException("Azurite ended and said: " + said);
    }
}
