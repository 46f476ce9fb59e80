package io.twinlifecycle.samples.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of the run, and the most memory that it was seen to hold. Used by one thread. */
final class Program implements AutoCloseable {

    private final Process process;
    private long peakKilobytes;

    private Program(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param log takes what it prints
     * @param environment what it finds in its environment beside this process's own
     */
    static Program start(Path log, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    /** Starts a JVM with this one's class path. */
    static Program java(Path log, List<String> options, Class<?> main, List<String> args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(args);
        return start(log, command, Map.of());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    int kill() throws InterruptedException {
        look();
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " survives SIGKILL");
        }
        return process.exitValue();
    }

    /** Looks how much memory it holds; does nothing where the system does not say, and when it has ended. */
    void look() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            lines.filter(line -> line.startsWith("VmHWM:"))
                    .findFirst()
                    .ifPresent(line ->
                            peakKilobytes = Math.max(peakKilobytes, Long.parseLong(line.replaceAll("\\D", ""))));
        } catch (IOException | RuntimeException e) {
            // It has ended meanwhile; what was seen before stands.
        }
    }

    long peakMegabytes() {
        return peakKilobytes / 1024;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
