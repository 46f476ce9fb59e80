package io.twinlifecycle.samples.functions;

import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.adt.AdtClients;
import io.twinlifecycle.retirement.DeadLetterSink;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import java.util.Map;

/** An app over a local cloud, with the real client. */
final class TestApp {

    private TestApp() {}

    static App over(LocalCloud cloud, DeadLetterSink sink) {
        cloud.graph().models().addTexts(SampleModels.all());
        return new App(
                Map.of(),
                () -> cloud.configure(new DigitalTwinsClientBuilder())
                        .retryOptions(AdtClients.retries())
                        .buildAsyncClient(),
                () -> sink);
    }
}
