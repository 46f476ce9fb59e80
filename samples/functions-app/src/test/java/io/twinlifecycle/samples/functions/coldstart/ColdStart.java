package io.twinlifecycle.samples.functions.coldstart;

import io.twinlifecycle.samples.functions.FirstAnswer;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.identity.LocalIdentity;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Measures the time from the start of a JVM to the webhook's first answer: with the app as it is staged, over HTTPS, with the real client
 * and a managed identity's token. Azure Digital Twins and the identity endpoint are in this process, the app is in another, a fresh one for
 * each run. Variants take turns, so that what else the machine does hits all alike.
 */
public final class ColdStart {

    private static final String PASSWORD = "changeit";
    private static final List<String> STEPS = List.of("jvm", "token", "connection", "clients", "answer");

    private final Path work = Files.createTempDirectory("cold-start");
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int devices;

    private ColdStart() throws IOException {}

    /**
     * Prints a table.
     *
     * @param args the folder that is staged, the folder of test classes, the number of runs for each variant, at least 10, and a word
     *     in the names of the variants to measure; all of them if it is missing
     */
    public static void main(String[] args) throws Exception {
        int runs = Integer.parseInt(args[2]);
        if (runs < 10) {
            throw new IllegalArgumentException("at least 10 runs, or a median says little");
        }
        try (LocalAdt adt = LocalAdt.start();
                LocalIdentity identity = LocalIdentity.start()) {
            new ColdStart()
                    .measure(adt, identity, Path.of(args[0]), Path.of(args[1]), runs, args.length > 3 ? args[3] : "");
        }
    }

    private void measure(LocalAdt adt, LocalIdentity identity, Path staged, Path testClasses, int runs, String word)
            throws Exception {
        adt.graph().models().addTexts(SampleModels.all());
        environment.putAll(identity.environment());
        environment.put("ADT_SERVICE_URL", adt.endpoint().toString());
        Map<Variant, List<Map<String, Double>>> all = new LinkedHashMap<>();
        for (Variant variant : variants(deployed(staged, testClasses, trustStore(adt)))) {
            if (variant.name().contains(word)) {
                all.put(variant, new ArrayList<>());
            }
        }
        for (Variant variant : all.keySet()) {
            run(variant); // fills the disk's cache, and writes the archive of classes
        }
        for (int i = 0; i < runs; i++) {
            for (Map.Entry<Variant, List<Map<String, Double>>> each : all.entrySet()) {
                each.getValue().add(run(each.getKey()));
            }
        }
        print(
                "Java %s, %d processors, median of %d runs, in ms",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), runs);
        all.forEach(ColdStart::print);
    }

    private List<Variant> variants(Variant deployed) throws Exception {
        Variant unsigned = new Variant(
                "OkHttp, jars without signatures",
                new Unsigned(work).copies(deployed.classPath()),
                deployed.options(),
                deployed.mode());
        String archive = work.resolve("app.jsa").toString();
        run(unsigned.and("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"));
        Variant archived = unsigned.and("-XX:SharedArchiveFile=" + archive);
        return List.of(
                deployed,
                deployed.withHttpClient("azure-core-http-jdk-httpclient-").named("the JDK's HTTP client"),
                deployed.withHttpClient("azure-core-http-netty-", "reactor-netty-", "netty-")
                        .named("Netty"),
                unsigned,
                archived.named("the same, classes from an archive"),
                deployed.inMode("steps").named("OkHttp, step by step"));
    }

    private Variant deployed(Path staged, Path testClasses, Path trustStore) throws IOException {
        List<Path> classPath = new ArrayList<>(List.of(jar(testClasses)));
        for (Path folder : List.of(staged, staged.resolve("lib"))) {
            try (Stream<Path> jars = Files.list(folder)) {
                classPath.addAll(jars.filter(jar -> jar.toString().endsWith(".jar"))
                        .sorted()
                        .toList());
            }
        }
        classPath.addAll(Variant.jarsOfThisJvm(List.of("azure-functions-java-")));
        List<String> options = new ArrayList<>(Variant.OF_THE_HOST);
        options.add("-Djavax.net.ssl.trustStore=" + trustStore);
        options.add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
        return new Variant("OkHttp, as deployed", classPath, options, "whole");
    }

    /** An archive of classes takes none from a folder. */
    private Path jar(Path testClasses) throws IOException {
        Path file = work.resolve("first-answer.jar");
        Path folder = testClasses.resolve(FirstAnswer.class.getPackageName().replace('.', '/'));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> classes = Files.list(folder)) {
            for (Path each : classes.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new JarEntry(testClasses.relativize(each).toString().replace(File.separatorChar, '/')));
                jar.write(Files.readAllBytes(each));
            }
        }
        return file;
    }

    private Path trustStore(LocalAdt adt) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("local", adt.certificate());
        Path file = work.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private Map<String, Double> run(Variant variant) throws IOException, InterruptedException {
        return Fresh.run(variant, environment, List.of(request("first.json"), request("second.json")));
    }

    private Path request(String file) throws IOException {
        AllocationRequests dps = AllocationRequests.group()
                .withRegistrationId("device-" + ++devices)
                .withModel(SampleModels.LIVING_THERMOSTAT);
        return Files.write(work.resolve(file), dps.json());
    }

    private static void print(Variant variant, List<Map<String, Double>> runs) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-36s %5.0f (%.0f to %.0f), second answer %3.0f, %.0f classes",
                variant.name(),
                median(runs, "total"),
                runs.stream().mapToDouble(run -> run.get("total")).min().orElseThrow(),
                runs.stream().mapToDouble(run -> run.get("total")).max().orElseThrow(),
                median(runs, "second"),
                median(runs, "classes")));
        if (variant.mode().equals("steps")) {
            STEPS.forEach(step -> line.append(String.format(Locale.ROOT, "; %s %.0f", step, median(runs, step))));
        }
        print("%s", line);
    }

    private static double median(List<Map<String, Double>> runs, String what) {
        double[] sorted =
                runs.stream().mapToDouble(run -> run.get(what)).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
