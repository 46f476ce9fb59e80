/** Keeps digital twins in step with the life of IoT devices: interfaces, values and algorithms, free of any vendor's types. */
module io.twinlifecycle.core {
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.twinlifecycle;
    exports io.twinlifecycle.events;
    exports io.twinlifecycle.life;
    exports io.twinlifecycle.model;
    exports io.twinlifecycle.policy;
    exports io.twinlifecycle.provisioning;
    exports io.twinlifecycle.retirement;
    exports io.twinlifecycle.store;
    exports io.twinlifecycle.twins;
}
