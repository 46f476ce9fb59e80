package io.twinlifecycle.samples.service;

import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.twinlifecycle.adt.AdtTwinStore;
import io.twinlifecycle.metrics.LifecycleMetrics;
import io.twinlifecycle.twins.LifecycleSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What both sides share: the twins, the settings, the metrics. A template or a veto of yours goes into the settings here. */
@Configuration(proxyBeanMethods = false)
class Twins {

    @Bean
    LifecycleSettings lifecycleSettings(ServiceSettings settings) {
        ServiceSettings.Twins twins = settings.twins();
        return LifecycleSettings.builder()
                .creationEventsRouted(twins.creationEventsRouted())
                .existingTwins(twins.existingTwins())
                .mode(twins.retirement())
                .clockSkew(twins.clockSkew())
                .build();
    }

    @Bean
    AdtTwinStore twinStore(DigitalTwinsAsyncClient client, LifecycleSettings settings) {
        return new AdtTwinStore(client, settings.time());
    }

    @Bean
    LifecycleMetrics lifecycleMetrics(MeterRegistry registry) {
        return new LifecycleMetrics(registry);
    }
}
