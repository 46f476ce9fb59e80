package io.twinlifecycle.samples.functions.coldstart;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to start the app.
 *
 * @param name for the table
 * @param classPath what is on the class path
 * @param options options of the JVM
 * @param mode of {@link io.twinlifecycle.samples.functions.FirstAnswer}
 */
record Variant(String name, List<Path> classPath, List<String> options, String mode) {

    /** What the host gives its worker for Java: worker.config.json of Azure/azure-functions-java-worker. */
    static final List<String> OF_THE_HOST = List.of(
            "-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-noverify", "-Djava.net.preferIPv4Stack=true");

    private static final List<String> OKHTTP = List.of("azure-core-http-okhttp-", "okhttp-", "okio-", "kotlin-");

    Variant named(String newName) {
        return new Variant(newName, classPath, options, mode);
    }

    Variant inMode(String newMode) {
        return new Variant(name, classPath, options, newMode);
    }

    Variant withOptions(List<String> others) {
        return new Variant(name, classPath, others, mode);
    }

    Variant and(String... more) {
        return withOptions(Stream.concat(options.stream(), Arrays.stream(more)).toList());
    }

    /** Another HTTP client in place of OkHttp; its jars are on this JVM's class path. */
    Variant withHttpClient(String... prefixes) {
        List<Path> others = new ArrayList<>(
                classPath.stream().filter(jar -> !startsWith(jar, OKHTTP)).toList());
        others.addAll(jarsOfThisJvm(List.of(prefixes)));
        return new Variant(name, others, options, mode);
    }

    static List<Path> jarsOfThisJvm(List<String> prefixes) {
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> startsWith(jar, prefixes))
                .toList();
        if (jars.isEmpty()) {
            throw new IllegalStateException("no jar on the class path begins with one of " + prefixes);
        }
        return jars;
    }

    private static boolean startsWith(Path jar, List<String> prefixes) {
        String name = String.valueOf(jar.getFileName());
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
