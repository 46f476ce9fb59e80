package io.twinlifecycle.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What an operator reads when the service does not start. The settings are those for Azure; it does not come to a call of it. */
class WrongSettingsTest {

    private static final String[] RIGHT = {
        "--spring.main.web-application-type=none", // quicker, and it does not come to that
        "--twin-lifecycle.digital-twins.url=https://contoso.api.weu.digitaltwins.azure.net",
        "--twin-lifecycle.webhook.keys=0123456789-0123456789",
        "--twin-lifecycle.events.namespace=contoso.servicebus.windows.net",
        "--twin-lifecycle.checkpoints.container-url=https://contoso.blob.core.windows.net/checkpoints",
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            digital-twins.url=                               | digitalTwins.url | must not be blank
            digital-twins.url=http://contoso                 | digital-twins.url | must look like https://
            digital-twins.connections=0                      | digitalTwins.connections | must be greater than 0
            webhook.keys=                                    | webhook.keys | must not be empty
            webhook.keys=too-short                           | webhook.keys | at least 20 characters
            webhook.budget=0s                                | webhook.budget | must be longer than or equal to 1 milli
            webhook.budget=soon                              | webhook.budget | not a valid duration
            webhook.when-twin-store-fails=panic              | webhook.when-twin-store-fails | ALLOCATE_NOW
            webhook.draining-hubs=no_hub!                    | webhook.draining-hubs | hub
            webhook.allowed-models.thermostats=no-dtmi       | webhook.allowed-models | no-dtmi
            twins.retirement=burn                            | twins.retirement | MARK
            twins.clock-skew=-1s                             | twins.clockSkew | must be longer than or equal to
            events.namespace=                                | twin-lifecycle.events | give either a connection-string
            events.connection-string=nonsense-secret         | twin-lifecycle.events.connection-string | no connection string
            events.event-hub=                                | events.eventHub | must not be blank
            events.batch-size=0                              | events.batchSize | must be greater than 0
            events.max-lag=-1                                | events.maxLag | must be greater than or equal to 0
            checkpoints.container-url=                       | checkpoints.container-url | blob container
            checkpoints.container-url=ftp:/x                 | checkpoints.container-url | blob container
            checkpoints.connection-string=nonsense-secret    | checkpoints.connection-string | storage account
            dead-letters.connection-string=nonsense-secret   | dead-letters.connection-string | no connection string
            dead-letters.event-hub=                          | deadLetters.eventHub | must not be blank
            """)
    void isSaidInASentence(String setting, String name, String sentence) {
        assertThat(startWith(Wiring.class, "--twin-lifecycle." + setting.strip()))
                .contains("APPLICATION FAILED TO START", name, sentence)
                .as("no stack trace, no secret")
                .doesNotContain("\tat ", "nonsense-secret", "too-short", "0123456789-0123456789");
    }

    @Test
    void isSaidByTheWholeServiceToo() {
        assertThat(startWith(ServiceApplication.class, "--twin-lifecycle.webhook.keys=too-short"))
                .contains("The setting twin-lifecycle.webhook.keys is wrong", "docs/service.md");
    }

    /** The service without what takes long to start and reads no settings of ours. */
    @EnableConfigurationProperties(ServiceSettings.class)
    @Import({AzureConnections.class, Twins.class, Provisioning.class, Retirement.class})
    static class Wiring {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    /** What was logged as the reason why it did not start. */
    private static String startWith(Class<?> what, String setting) {
        Logger log =
                (Logger) LoggerFactory.getLogger("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        SpringApplication application = new SpringApplication(what);
        application.addInitializers(
                context -> { // by then the logging is set up
                    heard.start();
                    log.setLevel(Level.ERROR);
                    log.setAdditive(false);
                    log.addAppender(heard);
                });
        String[] args = Stream.concat(
                        Arrays.stream(RIGHT).filter(right -> !nameOf(right).equals(nameOf(setting))),
                        Stream.of(setting))
                .toArray(String[]::new);
        assertThatThrownBy(() -> application.run(args)).isNotNull();
        log.detachAppender(heard);
        return heard.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining());
    }

    private static String nameOf(String argument) {
        return argument.substring(0, argument.indexOf('='));
    }
}
