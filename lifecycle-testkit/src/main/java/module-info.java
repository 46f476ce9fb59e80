/**
 * For tests: in-memory fakes, contract suites with numbered rules, and local servers of Azure Digital Twins, DPS, IoT Hub and Event Hubs. It
 * needs neither an account nor a network nor the Azure SDK; {@code LocalEventHubs} needs proton-j, which the Event Hubs client brings.
 */
@SuppressWarnings(
        "requires-automatic") // proton-j has no module descriptor, only a name that is reserved in its manifest
module io.twinlifecycle.testkit {
    requires transitive io.twinlifecycle.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires transitive java.net.http;
    requires jdk.httpserver;
    requires static io.netty.buffer;
    requires static io.netty.codec;
    requires static io.netty.codec.mqtt;
    requires static io.netty.common;
    requires static io.netty.handler;
    requires static io.netty.transport;
    requires static org.apache.qpid.proton.j;
    requires static transitive com.azure.digitaltwins.core;
    requires static transitive com.azure.messaging.eventhubs;
    requires static com.azure.core;
    requires static transitive org.jspecify;

    exports io.twinlifecycle.testkit;
    exports io.twinlifecycle.testkit.adt;
    exports io.twinlifecycle.testkit.article;
    exports io.twinlifecycle.testkit.cloud;
    exports io.twinlifecycle.testkit.contract;
    exports io.twinlifecycle.testkit.dps;
    exports io.twinlifecycle.testkit.eventhubs;
    exports io.twinlifecycle.testkit.fixtures;
    exports io.twinlifecycle.testkit.graph;
    exports io.twinlifecycle.testkit.http;
    exports io.twinlifecycle.testkit.identity;
    exports io.twinlifecycle.testkit.iothub;
    exports io.twinlifecycle.testkit.mqtt;
    exports io.twinlifecycle.testkit.query;
    exports io.twinlifecycle.testkit.tls;
    exports io.twinlifecycle.testkit.world;

    // JUnit looks into the suites by reflection.
    opens io.twinlifecycle.testkit.contract;
}
