package io.twinlifecycle.samples.quickstart.serve;

import java.io.PrintStream;
import java.net.URI;
import picocli.CommandLine.Help.Ansi;

/** What the reader is told when all is up: what there is, and what to try next. */
final class Welcome {

    private final PrintStream out;

    Welcome(PrintStream out) {
        this.out = out;
    }

    void say(Settings settings, URI webhook) {
        line("");
        line("@|bold The local cloud is up|@, on loopback only. Ctrl-C stops it.");
        line("");
        row("Azure Digital Twins", settings.value("ADT_SERVICE_URL"));
        row(
                "DPS",
                settings.value("PROVISIONING_HOST") + "  (MQTT, HTTPS), id scope "
                        + settings.value("PROVISIONING_IDSCOPE"));
        row(
                "Event Hubs",
                settings.value("EVENTHUB_CONNECTIONSTRING").split(";", 2)[0].replace("Endpoint=", "")
                        + "  lifecycleevents");
        settings.values().forEach((name, value) -> {
            if (name.startsWith("IOTHUB_CONNECTION_STRING_")) {
                row("IoT Hub", value.split(";", 2)[0].replace("HostName=", "") + "  (MQTT, HTTPS)");
            }
        });
        row("Webhook", webhook.toString());
        row("Page", settings.value("LOCAL_CLOUD_CONTROL") + "/  (watch it, and press its buttons)");
        row("Settings", settings.file().toString());
        row("Certificate", settings.value("NODE_EXTRA_CA_CERTS"));
        line("");
        line("@|bold Try|@, in another terminal:");
        line("");
        line("  set -a; . " + settings.file() + "; set +a");
        line("  cd samples/clients && npm ci --ignore-scripts");
        line("  node simulator.mjs --count 10        @|faint # a device registers over MQTT and sends telemetry|@");
        line("  node twin.mjs thermostat-67          @|faint # its digital twin|@");
        line("  node delete-device.mjs thermostat-67 @|faint # the hub deletes it, and the twin goes too|@");
        line("");
    }

    private void row(String what, String value) {
        line("  @|cyan " + String.format("%-20s", what) + "|@ " + value);
    }

    private void line(String markup) {
        out.println(Ansi.AUTO.string(markup));
    }
}
