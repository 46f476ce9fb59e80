package io.twinlifecycle.samples.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * DPS asks it for a hub and a twin ({@link Provisioning}); it takes the twins of deleted devices away ({@link Retirement}). Where Azure is,
 * {@link AzureConnections} says.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ServiceApplication {

    /** Runs it until it is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(ServiceApplication.class, args);
    }
}
