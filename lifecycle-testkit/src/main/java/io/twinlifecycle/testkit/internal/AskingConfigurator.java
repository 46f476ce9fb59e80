package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Asks clients for a certificate, and goes on without if they have none. */
final class AskingConfigurator extends HttpsConfigurator {

    AskingConfigurator(SSLContext context) {
        super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
        SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
        ssl.setWantClientAuth(true);
        parameters.setSSLParameters(ssl);
    }
}
