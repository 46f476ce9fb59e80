package io.twinlifecycle.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.testkit.internal.Json;
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
}
