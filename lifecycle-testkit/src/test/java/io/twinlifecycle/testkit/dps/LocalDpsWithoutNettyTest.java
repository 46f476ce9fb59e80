package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.world.DeviceWorld;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Netty is an optional dependency; who does not speak MQTT does not need it, and who forgot it is told so. */
class LocalDpsWithoutNettyTest {

    @Test
    void speaksHttpsAndSaysWhatIsMissingForMqtt() throws Exception {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("netty"))
                .map(LocalDpsWithoutNettyTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader without = new URLClassLoader(rest, ClassLoader.getPlatformClassLoader())) {
            Class<?> timeSource = without.loadClass(TimeSource.class.getName());
            Object time = timeSource.getMethod("system").invoke(null);
            Class<?> worldClass = without.loadClass(DeviceWorld.class.getName());
            Object world = worldClass.getConstructor(timeSource).newInstance(time);
            Class<?> server = without.loadClass(LocalDps.class.getName());
            ((AutoCloseable) server.getMethod("start", worldClass).invoke(null, world)).close();

            Object builder = server.getMethod("builder", worldClass).invoke(null, world);
            builder.getClass().getMethod("mqtt").invoke(builder);
            assertThatThrownBy(() -> builder.getClass().getMethod("start").invoke(builder))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("io.netty:netty-codec-mqtt");
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
