package io.twinlifecycle.samples.functions.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Copies jars without their signatures. Azure's are signed; the JVM checks a signed jar's classes as it loads them, and leaves them out of
 * an archive of classes.
 *
 * @param folder where the copies go
 */
record Unsigned(Path folder) {

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    List<Path> copies(List<Path> jars) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (Path jar : jars) {
            Path copy = folder.resolve("unsigned-" + jar.getFileName());
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                    ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    if (!SIGNATURE.matcher(entry.getName()).matches()) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        in.transferTo(out);
                    }
                }
            }
            copies.add(copy);
        }
        return copies;
    }
}
