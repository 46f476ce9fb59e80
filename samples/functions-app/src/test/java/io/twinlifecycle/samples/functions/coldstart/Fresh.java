package io.twinlifecycle.samples.functions.coldstart;

import io.twinlifecycle.samples.functions.FirstAnswer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts a JVM and hears from it what took how long. */
final class Fresh {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Fresh() {}

    /**
     * Runs one.
     *
     * @return milliseconds by name; {@code jvm} until main, {@code total} until the first answer
     */
    static Map<String, Double> run(Variant variant, Map<String, String> environment, List<Path> requests)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(variant.options());
        command.addAll(List.of(
                "-cp",
                variant.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                FirstAnswer.class.getName(),
                variant.mode()));
        requests.forEach(request -> command.add(request.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AZURE_"));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        long begin = System.currentTimeMillis();
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(
                    "variant \"" + variant.name() + "\" failed: " + String.join(" ", command) + "\n" + output);
        }
        return measured(output, begin);
    }

    private static Map<String, Double> measured(String output, long begin) {
        Map<String, Double> measured = new LinkedHashMap<>();
        output.lines().map(line -> line.split(" ", 2)).forEach(pair -> measured.put(pair[0], Double.valueOf(pair[1])));
        measured.put("jvm", measured.remove("main") - begin);
        measured.put("total", measured.remove("answered") - begin);
        return measured;
    }
}
