package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.HttpFault;

/** What a local server imitates. */
public interface Service {

    /** The largest body that it takes, in bytes. A larger one is handed over with a byte too many. */
    int maxBody(HttpExchange exchange);

    /** Says whether clients are asked for a certificate. They may have none, and any is let through to {@link #answer}. */
    default boolean asksForCertificates() {
        return false;
    }

    /** Answers a request; never throws. */
    Answer answer(HttpExchange exchange, byte[] body);

    /** The fault in the words of the service. */
    Answer scripted(HttpFault.Answer fault);

    /** Its clock, for dates in headers. */
    default TimeSource time() {
        return TimeSource.system();
    }
}
