package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.HttpFault;

/** What a local server imitates. */
public interface Service {

    /** The largest body that it takes, in bytes. A larger one is handed over with a byte too many. */
    int maxBody(HttpExchange exchange);

    /** Answers a request; never throws. */
    Answer answer(HttpExchange exchange, byte[] body);

    /** The fault in the words of the service. */
    Answer scripted(HttpFault.Answer fault);

    /** Its clock, for dates in headers. */
    default TimeSource time() {
        return TimeSource.system();
    }
}
