package io.twinlifecycle.testkit.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has Jazzer try each target for some seconds, each in a JVM of its own, and prints what came of it, one figure a line. What it learned is
 * kept in {@code target/fuzz}, so the next run goes on from there.
 */
public final class FuzzRun {

    private static final Path ROOT = Path.of("target", "fuzz").toAbsolutePath();
    private static final Pattern COVERAGE = Pattern.compile("\\bcov: ([0-9]+) ");
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: ([0-9]+)");
    private static final Pattern REPRODUCER =
            Pattern.compile("Test unit written to (\\S+/(?:crash|oom|timeout|leak)-\\S+)");

    private FuzzRun() {}

    /**
     * What came of a target.
     *
     * @param executions how many inputs were tried
     * @param coverage how many edges of the library's code they reached
     * @param findings inputs that broke something
     */
    private record Result(long executions, long coverage, List<String> findings) {}

    /** Seconds for each target, and the targets' names; all if there are none. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out;
        int seconds = args.length == 0 ? 10 : Integer.parseInt(args[0]);
        List<String> names =
                args.length < 2 ? FuzzTargets.names() : List.of(args).subList(1, args.length);
        Map<String, Result> results = new LinkedHashMap<>();
        for (String name : names) {
            out.println("fuzzing " + name + " for " + seconds + " s");
            Result result = fuzz(name, seconds);
            result.findings().forEach(finding -> out.println("FINDING in " + name + ": " + finding));
            results.put(name, result);
        }
        out.println("seconds per target: " + seconds);
        results.forEach((name, result) -> {
            out.println(name + " executions: " + result.executions());
            out.println(name + " coverage: " + result.coverage());
            out.println(name + " findings: " + result.findings().size());
        });
        long findings = results.values().stream()
                .mapToLong(result -> result.findings().size())
                .sum();
        out.println("executions: "
                + results.values().stream().mapToLong(Result::executions).sum());
        out.println("findings: " + findings);
        if (findings > 0) {
            System.exit(1);
        }
    }

    private static Result fuzz(String name, int seconds) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(ROOT.resolve(name).resolve("corpus"));
        Path seeds = Files.createDirectories(ROOT.resolve(name).resolve("seeds"));
        int number = 0;
        for (byte[] seed : FuzzTargets.named(name).seeds()) {
            Files.write(seeds.resolve("seed-" + number++), seed);
        }
        Path log = ROOT.resolve(name).resolve("log");
        Process process = new ProcessBuilder(command(name, seconds, corpus, seeds))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();
        return read(log, exit);
    }

    private static List<String> command(String name, int seconds, Path corpus, Path seeds) {
        String targets = JazzerEntry.class.getPackageName() + ".**:"
                + FuzzTargets.named(name).getClass().getName();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-Xss1m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--target_args=" + name,
                "--instrumentation_includes=io.twinlifecycle.**",
                "--instrumentation_excludes=" + targets,
                "--reproducer_path=" + corpus.getParent(),
                "-artifact_prefix=" + corpus.getParent() + File.separator,
                "-max_total_time=" + seconds,
                "-max_len=8192",
                "-timeout=60",
                "-print_final_stats=1"));
        command.add(corpus.toString());
        command.add(seeds.toString());
        return command;
    }

    private static Result read(Path log, int exit) throws IOException {
        long executions = 0;
        long coverage = 0;
        List<String> findings = new ArrayList<>();
        String last = "";
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher covered = COVERAGE.matcher(line);
                coverage = covered.find() ? Long.parseLong(covered.group(1)) : coverage;
                Matcher executed = EXECUTIONS.matcher(line);
                executions = executed.find() ? Long.parseLong(executed.group(1)) : executions;
                Matcher reproducer = REPRODUCER.matcher(line);
                if (line.startsWith("== Java Exception")) {
                    last = line;
                } else if (reproducer.find()) {
                    findings.add(last + " " + reproducer.group(1));
                }
            }
        }
        if (exit != 0 && findings.isEmpty()) {
            findings.add("it ended with " + exit + "; see " + log);
        }
        if (executions == 0) {
            findings.add("nothing was tried; see " + log);
        }
        return new Result(executions, coverage, findings);
    }
}
