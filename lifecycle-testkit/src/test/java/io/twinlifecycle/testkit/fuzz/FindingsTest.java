package io.twinlifecycle.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.events.LifecycleEventParser;
import io.twinlifecycle.provisioning.AllocationRequest;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.internal.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What fuzzing found, one test each. */
class FindingsTest {

    /** Four zeros at the start are taken for UTF-32; the complaint about its characters was none that a server expected. */
    @Test
    void aBodyInNoEncodingIsMalformedAndNoFailureOfTheServer() {
        byte[] body = new byte[64];
        body[60] = 0x7f;

        assertThatThrownBy(() -> Json.parse(body)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Ids of enrollments may have any character; whoever logs a request must not log a line of somebody else's making. */
    @Test
    void noRequestShowsALineBreakOfItsEnrollment() {
        AllocationRequest request = AllocationRequests.group()
                .withGroup("fleet\r\nforged\u007f")
                .withInitialTwin(Map.of("tag\nforged", 1), Map.of("desired\nforged", 1))
                .request();
        TwinRequest wanted = new TwinRequest(
                request.registrationId(),
                request.deviceId(),
                request.linkedHubs().get(0),
                new ModelId(AllocationRequests.MODEL),
                Instant.EPOCH,
                true,
                request.enrollment().id(),
                request.payload(),
                Deadline.after(Duration.ofSeconds(1), new VirtualTime()));

        assertThat(request + " " + request.enrollment() + request.enrollment().initialTwin() + wanted)
                .contains("fleet")
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void noEventShowsALineBreakOfItsCorrelationId() {
        IncomingEvent event = LifecycleEventParser.parse(LifecycleEvents.deviceDeleted()
                .withSystemProperty("correlation-id", "c0ffee\r\nforged")
                .envelope());

        assertThat(event.toString()).contains("c0ffee").doesNotContainPattern("\\p{Cntrl}");
    }
}
