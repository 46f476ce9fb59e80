package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.ImportJob;
import io.twinlifecycle.testkit.graph.ImportJobs;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the import jobs whose file can be had: what a test has handed over, or what is on loopback, from where it is fetched and where
 * the log is put as a block blob, with no more rights than the addresses carry. All other jobs are left as they are.
 */
final class ImportRun {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int TIMEOUT_MILLIS = 10_000;

    /** A file is held in memory; the service takes larger ones. */
    private static final int MAX_BYTES = 256 * 1024 * 1024;

    private final ImportJobs jobs;

    ImportRun(ImportJobs jobs) {
        this.jobs = jobs;
    }

    void run(ImportJob job) {
        Optional<byte[]> handedOver = jobs.file(job.inputBlobUri());
        if (handedOver.isPresent()) {
            jobs.run(job.id(), handedOver.get());
        } else if (isLoopback(job.inputBlobUri())) {
            try {
                jobs.run(job.id(), fetch(job.inputBlobUri()));
            } catch (IOException e) {
                jobs.fail(job.id(), "The input cannot be read: " + e.getMessage());
            }
        } else {
            return;
        }
        if (isLoopback(job.outputBlobUri())) {
            putLog(job);
        }
    }

    private void putLog(ImportJob job) {
        try {
            HttpURLConnection connection = open(job.outputBlobUri());
            connection.setRequestMethod("PUT");
            connection.setRequestProperty("x-ms-blob-type", "BlockBlob");
            connection.setRequestProperty("Content-Type", "application/x-ndjson");
            connection.setDoOutput(true);
            connection.getOutputStream().write(jobs.log(job.id()).getBytes(StandardCharsets.UTF_8));
            requireSuccess(connection);
        } catch (IOException e) {
            LOG.warn("the log of {} cannot be written: {}", job, e.getMessage());
        }
    }

    private static byte[] fetch(String address) throws IOException {
        HttpURLConnection connection = open(address);
        requireSuccess(connection);
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static HttpURLConnection open(String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        // Elsewhere is not loopback.
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    private static void requireSuccess(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status / 100 != 2) {
            throw new IOException("status " + status);
        }
    }

    private static boolean isLoopback(String address) {
        return LOOPBACK.contains(String.valueOf(URI.create(address).getHost()));
    }
}
