package io.twinlifecycle.samples.reliability;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;

/** The two workers. Each start writes a journal of its own. Used by one thread. */
final class Workers implements AutoCloseable {

    static final int COUNT = 2;

    private static final String PASSWORD = "not a secret";
    private static final int SIGKILL = 128 + 9;

    private final Path directory;
    private final List<String> options;
    private final List<String> connections;
    private final List<Program> running = new ArrayList<>();
    private int starts;
    private long peakMegabytes;

    /**
     * Starts them.
     *
     * @param directory for logs and journals
     * @param trusted whom they speak to
     * @param connections what {@link Worker} needs, but for the journal
     */
    Workers(Path directory, Certificate trusted, List<String> connections) throws IOException {
        this.directory = directory;
        options = List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Djavax.net.ssl.trustStore=" + trustStore(directory.resolve("trusted.p12"), trusted),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
        this.connections = connections;
        for (int i = 0; i < COUNT; i++) {
            running.add(start());
        }
    }

    void kill(int worker) throws InterruptedException {
        Program victim = running.get(worker);
        int status = victim.kill();
        peakMegabytes = Math.max(peakMegabytes, victim.peakMegabytes());
        if (status != SIGKILL) {
            throw new IllegalStateException("worker " + worker + " was to die of SIGKILL, but ended with " + status);
        }
    }

    void restart(int worker) throws IOException {
        running.set(worker, start());
    }

    /** Looks at their memory and whether they live; the one that was killed is left out. */
    boolean allLive(int butFor) {
        boolean all = true;
        for (int i = 0; i < running.size(); i++) {
            if (i != butFor) {
                Program worker = running.get(i);
                worker.look();
                peakMegabytes = Math.max(peakMegabytes, worker.peakMegabytes());
                all &= worker.isAlive();
            }
        }
        return all;
    }

    long peakMegabytes() {
        return peakMegabytes;
    }

    private Program start() throws IOException {
        starts++;
        List<String> args = new ArrayList<>(connections);
        args.add(directory.resolve(starts + ".journal").toString());
        return Program.java(directory.resolve("worker-" + starts + ".log"), options, Worker.class, args);
    }

    private static Path trustStore(Path file, Certificate trusted) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("local", trusted);
            store.store(out, PASSWORD.toCharArray());
            return file;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JDK cannot write a trust store", e);
        }
    }

    @Override
    public void close() {
        running.forEach(Program::close);
    }
}
