/** The Azure Digital Twins adapter: twins are found, created and retired through Microsoft's own client. And metrics, for Micrometer. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // Micrometer's name is reserved in its manifest
module io.twinlifecycle.adt {
    requires transitive io.twinlifecycle.core;
    requires transitive com.azure.digitaltwins.core;
    requires transitive com.azure.core;
    requires com.azure.identity;
    requires com.fasterxml.jackson.databind;
    requires static transitive micrometer.core;
    requires static transitive org.jspecify;

    exports io.twinlifecycle.adt;
    exports io.twinlifecycle.metrics;
}
