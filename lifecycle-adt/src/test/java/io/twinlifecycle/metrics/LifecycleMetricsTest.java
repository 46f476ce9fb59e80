package io.twinlifecycle.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.policy.AllocationRules;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.provisioning.WhenTwinStoreFails;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleMetricsTest {

    private static final String HUB = "hub-a.azure-devices.net";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final VirtualTime time = new VirtualTime();
    private final LifecycleMetrics metrics = new LifecycleMetrics(registry, time);
    private final InMemoryTwinStore store = new InMemoryTwinStore(time);
    private final LifecycleSettings settings =
            LifecycleSettings.builder().time(time).build();

    LifecycleMetricsTest() {
        store.addModels(SampleModels.all());
    }

    @Test
    void countsRegistrationsByWhatBecameOfTheTwin() {
        register(AllocationPolicies.standard(), "dev-1");
        time.advance(Duration.ofMinutes(1));
        register(AllocationPolicies.standard(), "dev-1");
        register(AllocationPolicies.standard(), "dev-2");

        assertThat(registrations("CREATED", "none")).isEqualTo(2);
        assertThat(registrations("NOTED", "none")).isEqualTo(1);
    }

    @Test
    void tellsWhyARegistrationFailed() {
        register(AllocationRules.denyIds("dev-.*"), "dev-1");
        TwinFactory away = request -> {
            throw LifecycleException.storeUnavailable("away", null);
        };
        webhook(AllocationPolicies.standard(), away).build().handle(request("dev-2"));
        webhook(AllocationPolicies.standard(), away)
                .whenTwinStoreFails(WhenTwinStoreFails.ALLOCATE_NOW)
                .build()
                .handle(request("dev-3"));

        assertThat(registrations("REFUSED", "DEVICE_NOT_ALLOWED")).isEqualTo(1);
        assertThat(registrations("ASK_AGAIN", "STORE_UNAVAILABLE")).isEqualTo(1);
        assertThat(registrations("WAITING", "STORE_UNAVAILABLE"))
                .as("allocated, and the twin waits for the store")
                .isEqualTo(1);
    }

    @Test
    void countsAllocationsByHubAndByRuleWithoutItsArguments() {
        AllocationPolicy policy = AllocationPolicies.draining(
                AllocationPolicies.byEnrollment(Map.of("thermostats", AllocationPolicies.named("hub-a"))),
                List.of(HubName.of("hub-old")));
        register(policy.orElse(AllocationPolicies.firstLinked()), "dev-1");

        assertThat(registry.get("twin.lifecycle.allocations").counters())
                .singleElement()
                .satisfies(counter -> {
                    assertThat(counter.getId().getTag("hub")).isEqualTo("hub-a");
                    assertThat(counter.getId().getTag("rule")).doesNotContain("(", ")", "hub-old");
                    assertThat(counter.count()).isEqualTo(1);
                });
    }

    @Test
    void hasAtMostFiftyHubsHoweverManyAreNamed() {
        for (int i = 0; i < 60; i++) {
            String host = "hub-" + i + ".azure-devices.net";
            webhook(AllocationPolicies.firstLinked(), new TwinProvisioner(store, settings))
                    .build()
                    .handle(AllocationRequests.group()
                            .withHubs(host)
                            .withRegistrationId("dev-" + i)
                            .withModel(SampleModels.LIVING_THERMOSTAT)
                            .json());
        }

        assertThat(registry.get("twin.lifecycle.allocations").counters()).hasSize(51);
        assertThat(registry.get("twin.lifecycle.allocations")
                        .tag("hub", "other")
                        .counter()
                        .count())
                .isEqualTo(10);
    }

    @Test
    void timesEventsAndTheirDelay() {
        register(AllocationPolicies.standard(), "dev-1");
        time.advance(Duration.ofMinutes(1));
        String deleted = time.now().toString();
        time.advance(Duration.ofSeconds(7));
        events().build()
                .process(LifecycleEvents.deviceDeleted()
                        .withHub("hub-a")
                        .withDeviceId("dev-1")
                        .withTime(deleted)
                        .envelope());

        assertThat(events("DELETED", "RETIRED").count()).isEqualTo(1);
        assertThat(registry.get("twin.lifecycle.retirement.delay").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(7);
    }

    @Test
    void countsTheRelationshipsThatWent() {
        LifecycleEventProcessor.builder((event, deadline) ->
                        new RetirementOutcome(RetirementOutcome.Kind.RETIRED, Optional.empty(), 3, "gone"))
                .listener(metrics)
                .timeSource(time)
                .build()
                .process(LifecycleEvents.deviceDeleted().envelope());

        assertThat(registry.get("twin.lifecycle.relationships.deleted")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void countsRetriesAndDeadLetters() {
        assertThat(deadLetters("STORE_UNAVAILABLE")).as("there from the start").isZero();
        LifecycleEventProcessor processor = LifecycleEventProcessor.builder((event, deadline) -> {
                    throw LifecycleException.storeUnavailable("away", null);
                })
                .listener(metrics)
                .deadLetterSink(new RecordingDeadLetterSink())
                .backoff(new Backoff(Duration.ZERO, 1, Duration.ZERO, 0, 3))
                .timeSource(time)
                .build();
        processor.process(LifecycleEvents.deviceDeleted().envelope());

        assertThat(events("DELETED", "PARKED").count()).isEqualTo(1);
        assertThat(deadLetters("STORE_UNAVAILABLE")).isEqualTo(1);
        assertThat(registry.get("twin.lifecycle.retries")
                        .tag("failure", "STORE_UNAVAILABLE")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void tellsOfEventsThatMustBeDeliveredAgain() {
        LifecycleEventProcessor.builder((event, deadline) -> {
                    throw LifecycleException.storeRefused("no", null);
                })
                .listener(metrics)
                .timeSource(time)
                .build()
                .process(LifecycleEvents.deviceDeleted().envelope());

        assertThat(events("DELETED", "FAILED").count()).isEqualTo(1);
        assertThat(registry.find("twin.lifecycle.retirement.delay").timer())
                .as("it has not come to an end")
                .isNull();
    }

    @Test
    void showsHowPartitionsAreDoing() {
        metrics.partition("0", true, OptionalLong.empty(), Optional.empty(), 0);
        assertThat(gauge("lag", "0")).isZero();
        assertThat(gauge("checkpoint", "0")).isNaN();

        metrics.partition("0", true, OptionalLong.of(12), Optional.of(time.now()), 3);
        metrics.partition("1", false, OptionalLong.of(5), Optional.empty(), 0);
        assertThat(gauge("owned", "0")).isOne();
        assertThat(gauge("lag", "0")).isEqualTo(12);
        assertThat(gauge("checkpoint", "0")).isEqualTo((double) time.now().getEpochSecond());
        assertThat(registry.get("twin.lifecycle.partition.checkpoint.failures")
                        .tag("partition", "0")
                        .functionCounter()
                        .count())
                .isEqualTo(3);
        assertThat(gauge("owned", "1")).isZero();
        assertThat(gauge("lag", "1")).as("another instance counts it").isZero();
    }

    @Test
    void theDocumentsHaveEveryMeterWithItsTypeAndItsTags() throws IOException {
        register(AllocationPolicies.standard(), "dev-1");
        metrics.partition("0", true, OptionalLong.empty(), Optional.empty(), 0);
        LifecycleEvents gone = LifecycleEvents.deviceDeleted().withHub("hub-a").withDeviceId("dev-1");
        events().build().process(gone.envelope());
        metrics.onRetry(gone.envelope(), LifecycleException.storeUnavailable("away", null), 1, Duration.ZERO);

        Set<String> registered = registry.getMeters().stream()
                .map(meter -> meter.getId().getName() + " "
                        + meter.getId().getType().name().toLowerCase(Locale.ROOT) + " "
                        + meter.getId().getTags().stream().map(Tag::getKey).toList())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(registered).hasSize(11);
        assertThat(documented(
                        Path.of("..", "docs", "operations.md"),
                        Pattern.compile("\\| `(twin\\.lifecycle[^`]*)` \\| (\\w+) \\|([^|]*)\\|"),
                        Pattern.compile("`(\\w+)`")))
                .isEqualTo(registered);
        assertThat(documented(
                        Path.of("src", "main", "java", "io", "twinlifecycle", "metrics", "LifecycleMetrics.java"),
                        Pattern.compile("<td>\\{@code (twin\\.lifecycle[^}]*)}<td>(\\w+)<td>([^<]*)<td>"),
                        Pattern.compile("@code (\\w+)}")))
                .isEqualTo(registered);
    }

    private static Set<String> documented(Path page, Pattern row, Pattern tag) throws IOException {
        return row.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1) + " " + found.group(2) + " "
                        + tag.matcher(found.group(3))
                                .results()
                                .map(each -> each.group(1))
                                .toList())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void register(AllocationPolicy policy, String id) {
        webhook(policy, new TwinProvisioner(store, settings)).build().handle(request(id));
    }

    private ProvisioningWebhook.Builder webhook(AllocationPolicy policy, TwinFactory twins) {
        return ProvisioningWebhook.builder(policy, twins).listener(metrics).time(time);
    }

    private LifecycleEventProcessor.Builder events() {
        return LifecycleEventProcessor.builder(new TwinRetirer(store, settings))
                .listener(metrics)
                .timeSource(time);
    }

    private static byte[] request(String id) {
        return AllocationRequests.group()
                .withHubs(HUB)
                .withRegistrationId(id)
                .withModel(SampleModels.LIVING_THERMOSTAT)
                .json();
    }

    private long registrations(String outcome, String reason) {
        return registry.get("twin.lifecycle.provisioning")
                .tags("outcome", outcome, "reason", reason)
                .timer()
                .count();
    }

    private Timer events(String event, String outcome) {
        return registry.get("twin.lifecycle.retirement")
                .tags("event", event, "outcome", outcome)
                .timer();
    }

    private double deadLetters(String failure) {
        return registry.get("twin.lifecycle.dead.letters")
                .tag("failure", failure)
                .counter()
                .count();
    }

    private double gauge(String name, String partition) {
        return registry.get("twin.lifecycle.partition." + name)
                .tag("partition", partition)
                .gauge()
                .value();
    }
}
