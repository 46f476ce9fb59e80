package io.twinlifecycle.samples.service;

import io.twinlifecycle.HubName;
import io.twinlifecycle.adt.AdtTwinFactory;
import io.twinlifecycle.adt.AdtTwinStore;
import io.twinlifecycle.metrics.LifecycleMetrics;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.policy.AllocationRules;
import io.twinlifecycle.policy.UnlistedEnrollments;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookKeys;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is behind {@link WebhookEndpoint}. The policy is the place for your own rules. */
@Configuration(proxyBeanMethods = false)
class Provisioning {

    @Bean
    WebhookKeys webhookKeys(ServiceSettings settings) {
        return WrongSettingException.check(
                "twin-lifecycle.webhook.keys",
                () -> WebhookKeys.of(
                        settings.webhook().keys().stream().map(Secret::value).toList()));
    }

    @Bean
    AllocationPolicy allocationPolicy(ServiceSettings settings) {
        ServiceSettings.Webhook webhook = settings.webhook();
        List<HubName> draining = WrongSettingException.check(
                "twin-lifecycle.webhook.draining-hubs",
                () -> webhook.drainingHubs().stream().map(HubName::of).toList());
        AllocationPolicy hubs = AllocationPolicies.draining(AllocationPolicies.standard(), draining);
        Map<String, List<String>> allowed = webhook.allowedModels();
        return allowed.isEmpty()
                ? hubs
                : WrongSettingException.check(
                        "twin-lifecycle.webhook.allowed-models",
                        () -> AllocationPolicies.firstOf(
                                AllocationRules.allowModels(allowed, UnlistedEnrollments.REFUSE), hubs));
    }

    @Bean
    ProvisioningWebhook provisioningWebhook(
            AllocationPolicy policy,
            AdtTwinStore store,
            LifecycleSettings twins,
            LifecycleMetrics metrics,
            ServiceSettings settings) {
        return ProvisioningWebhook.builder(policy, AdtTwinFactory.over(store, twins))
                .budget(settings.webhook().budget())
                .whenTwinStoreFails(settings.webhook().whenTwinStoreFails())
                .listener(metrics)
                .build();
    }
}
