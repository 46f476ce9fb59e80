package io.twinlifecycle.samples.service;

import com.azure.messaging.eventhubs.CheckpointStore;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudBuilder;
import io.twinlifecycle.testkit.cloud.LocalPorts;
import io.twinlifecycle.testkit.dps.HttpWebhook;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service with the profile {@code local}: against the local cloud of the test kit, which runs in this process, and nothing else. It is
 * among the tests, so that nothing of it gets into the service.
 */
final class LocalService {

    static final String KEY = "a-key-for-this-desk-only-0123456789";
    static final String DEAD_LETTERS = "lifecycle-dead-letters";

    private static final String GROUP = "thermostats";

    private LocalService() {}

    /** Runs it until it is interrupted, at the same ports each time; {@code make service} does. */
    public static void main(String[] args) throws IOException {
        LocalCloud cloud;
        try {
            cloud = cloud().withMqtt().ports(LocalPorts.fixed()).start();
        } catch (UncheckedIOException e) {
            System.err.println("The local cloud cannot start: " + e.getMessage() + ". Is another one running?");
            System.exit(1);
            return;
        }
        URI webhook = webhook(run(cloud, new InMemoryCheckpointStore(TimeSource.system()), args));
        SymmetricKeys keys = SymmetricKeys.generate();
        enroll(cloud, keys, webhook);
        Path env = LocalEnvironment.write(
                cloud,
                Path.of(".local-cloud"),
                Map.of(
                        "ADT_MODEL_ID", SampleModels.LIVING_THERMOSTAT.value(),
                        "PROVISIONING_SYMMETRIC_KEY", keys.primary(),
                        "PROVISIONING_REGISTRATION_ID", "thermostat-67"));
        System.out.printf("""

                The service is up, and so is the local cloud. Ctrl-C stops both. Webhook: %s
                Try, in another terminal:

                  set -a; . %s; set +a
                  cd samples/clients && npm ci --ignore-scripts
                  node simulator.mjs --count 10        # a device registers, and the webhook makes its twin
                  node delete-device.mjs thermostat-67 # the hub deletes it, and the twin goes too
                  curl localhost:8081/actuator/health

                """, webhook, env);
    }

    /** A cloud with all that the service needs. */
    static LocalCloudBuilder cloud() {
        return LocalCloud.builder().eventHub(DEAD_LETTERS, 1);
    }

    /** Starts the service against that cloud. */
    static ConfigurableApplicationContext run(LocalCloud cloud, CheckpointStore checkpoints, String... args) {
        if (cloud.graph().models().all().isEmpty()) {
            cloud.graph().models().addTexts(SampleModels.all());
        }
        return new SpringApplicationBuilder(ServiceApplication.class)
                .profiles("local")
                .properties(Map.of(
                        "twin-lifecycle.digital-twins.url",
                                cloud.adt().endpoint().toString(),
                        "twin-lifecycle.webhook.keys", KEY,
                        "twin-lifecycle.events.connection-string",
                                cloud.eventHubConnectionString(LocalCloudBuilder.LIFECYCLE_EVENTS),
                        "twin-lifecycle.dead-letters.connection-string", cloud.eventHubConnectionString(DEAD_LETTERS)))
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("localCloud", cloud);
                    context.getBeanFactory().registerSingleton("checkpointStore", checkpoints);
                })
                .run(args);
    }

    /** Where the running service is asked, with a good key. */
    static URI webhook(ConfigurableApplicationContext service) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        return URI.create("http://localhost:" + port + WebhookEndpoint.PATH + "?code=" + KEY);
    }

    /** A group of thermostats whose hubs the service chooses. */
    static void enroll(LocalCloud cloud, SymmetricKeys keys, URI webhook) {
        cloud.world().dps().enroll(DeviceEnrollment.group(GROUP, keys).allocatedBy(HttpWebhook.allocation(webhook)));
    }
}
