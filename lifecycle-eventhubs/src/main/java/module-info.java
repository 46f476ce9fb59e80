/** The Event Hubs adapter: lifecycle events are consumed, retried, parked and checkpointed so that none is lost. */
module io.twinlifecycle.eventhubs {
    requires transitive io.twinlifecycle.core;
    requires transitive com.azure.core;
    requires transitive com.azure.messaging.eventhubs;
    requires com.azure.core.amqp;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.twinlifecycle.eventhubs;
}
