package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The engine is an optional dependency; who forgot it is told so. */
class LocalEventHubsWithoutProtonTest {

    @Test
    void saysWhatIsMissing() throws Exception {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("proton-j"))
                .map(LocalEventHubsWithoutProtonTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader without = new URLClassLoader(rest, ClassLoader.getPlatformClassLoader())) {
            Class<?> server = without.loadClass(LocalEventHubs.class.getName());
            Object builder = server.getMethod("builder").invoke(null);
            builder.getClass().getMethod("hub", String.class, int.class).invoke(builder, "hub1", 1);

            assertThatThrownBy(() -> builder.getClass().getMethod("start").invoke(builder))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("org.apache.qpid:proton-j");
        }
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
