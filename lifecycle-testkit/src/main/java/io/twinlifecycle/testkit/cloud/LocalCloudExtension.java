package io.twinlifecycle.testkit.cloud;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link LocalCloud} as parameter. A test has a cloud of its own if the extension is a field of the test's instance, and the
 * tests of a class share one if it is a static field, or named in {@code @ExtendWith} at the class:
 *
 * <pre>{@code
 * @RegisterExtension
 * final LocalCloudExtension clouds = new LocalCloudExtension(cloud -> cloud.iotHubs("hub-a").withMqtt());
 *
 * @Test
 * void provisions(LocalCloud cloud) { ... }
 * }</pre>
 *
 * <p>Tests may run in parallel: clouds share nothing, neither ports nor state. Safe for use by many threads.
 */
public final class LocalCloudExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(LocalCloudExtension.class);

    private final Consumer<LocalCloudBuilder> settings;

    /** Gives standard clouds. */
    public LocalCloudExtension() {
        this(builder -> {});
    }

    /** Gives clouds with these settings. */
    public LocalCloudExtension(Consumer<LocalCloudBuilder> settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startUnlessThere(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        startUnlessThere(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        closeOwn(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        closeOwn(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalCloud.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(
                context.getStore(OURS).get(this), "JUnit asks an extension for parameters after it was told to begin");
    }

    /** A store shows what those around it hold: a nested class and a test use the cloud of the class, if that has one. */
    private void startUnlessThere(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(OURS);
        if (store.get(this) == null) {
            LocalCloudBuilder builder = LocalCloud.builder();
            settings.accept(builder);
            store.put(this, builder.start());
        }
    }

    /** Only what was put into this very store can be removed from it. */
    private void closeOwn(ExtensionContext context) {
        @Nullable LocalCloud cloud = context.getStore(OURS).remove(this, LocalCloud.class);
        if (cloud != null) {
            cloud.close();
        }
    }
}
