package io.twinlifecycle.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpLimitsTest {

    private final VirtualTime time = new VirtualTime();
    private final HttpLimits unit = new HttpLimits();

    private Optional<Duration> ask(String path) {
        return unit.admit(call(path));
    }

    private static HttpCall call(String path) {
        return new HttpCall("GET", path, "", 0);
    }

    private static Optional<String> path(HttpCall call) {
        return call.path().equals("/free") ? Optional.empty() : Optional.of(call.path());
    }

    @Test
    void letsEverythingThroughAtTheStartAndAfterClearing() {
        assertThat(ask("/a")).isEmpty();
        unit.set(List.of(HttpLimit.requests("each", 1, HttpLimitsTest::path)), 1, time);
        assertThat(ask("/a")).isEmpty();
        assertThat(ask("/a")).isPresent();
        unit.clear();
        assertThat(ask("/a")).isEmpty();
    }

    @Test
    void letsABurstOfOneSecondThroughAndThenOneAfterTheOther() {
        unit.set(List.of(HttpLimit.requests("each", 2, HttpLimitsTest::path)), 2, time);
        for (int i = 0; i < 4; i++) {
            assertThat(ask("/a")).as("request %d of 4 a second", i).isEmpty();
        }

        assertThat(ask("/a")).contains(Duration.ofMillis(250));
        assertThat(ask("/a")).as("asking too early does not count").contains(Duration.ofMillis(250));
        time.advance(Duration.ofMillis(250));
        assertThat(ask("/a")).isEmpty();
        assertThat(ask("/a")).contains(Duration.ofMillis(250));
        time.advance(Duration.ofHours(1));
        for (int i = 0; i < 4; i++) {
            assertThat(ask("/a")).isEmpty();
        }
        assertThat(ask("/a")).as("no more is saved than a second brings").isPresent();
    }

    @Test
    void countsEachScopeOnItsOwnAndSomeNotAtAll() {
        unit.set(List.of(HttpLimit.requests("each", 1, HttpLimitsTest::path)), 1, time);

        assertThat(ask("/a")).isEmpty();
        assertThat(ask("/b")).isEmpty();
        assertThat(ask("/a")).isPresent();
        assertThat(ask("/free")).isEmpty();
        assertThat(ask("/free")).isEmpty();
    }

    @Test
    void takesNothingFromOneLimitWhatAnotherRefuses() {
        HttpLimit narrow = HttpLimit.requests("narrow", 1, HttpLimitsTest::path);
        HttpLimit wide = HttpLimit.requests("wide", 2, call -> Optional.of("all"));
        unit.set(List.of(narrow, wide), 1, time);
        assertThat(ask("/a")).isEmpty();
        assertThat(ask("/a")).isPresent();

        assertThat(ask("/b")).as("the wide limit has room for one more").isEmpty();
    }

    @Test
    void lendsWhatAMeteredRequestCostsAndWaitsUntilItIsPaid() {
        unit.set(List.of(HttpLimit.metered("units", 10, HttpLimitsTest::path, "cost")), 1, time);
        assertThat(ask("/a")).isEmpty();
        unit.settle(call("/a"), Map.of("cost", "30.00"));

        assertThat(ask("/a"))
                .hasValueSatisfying(
                        wait -> assertThat(wait).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_001)));
        time.advance(Duration.ofMillis(2_001));
        assertThat(ask("/a")).isEmpty();
        unit.settle(call("/a"), Map.of());
        assertThat(ask("/a")).as("an answer that says no cost costs nothing").isEmpty();
    }

    @Test
    void refusesRatesThatAreNone() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> HttpLimit.requests("x", rate, HttpLimitsTest::path));
        }
    }

    @Test
    void writesRetryAfterInSecondsOrAsADate() {
        HttpFault.Answer seconds = (HttpFault.Answer) HttpFault.throttle(Duration.ofMillis(1_001));
        HttpFault.Answer date = (HttpFault.Answer) HttpFault.throttleUntil(Duration.ofSeconds(2));

        assertThat(seconds.retryAfterHeader(time.now())).contains("2");
        assertThat(date.retryAfterHeader(time.now())).contains("Tue, 01 Jan 2030 00:00:02 GMT");
        assertThat(((HttpFault.Answer) HttpFault.answer(503)).retryAfterHeader(time.now()))
                .isEmpty();
    }
}
