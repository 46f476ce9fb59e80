package io.twinlifecycle.testkit.eventhubs;

import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.SaslListener;
import org.apache.qpid.proton.engine.Transport;

/** Lets every client through the SASL layer. */
final class SaslAcceptance implements SaslListener {

    @Override
    public void onSaslInit(Sasl sasl, Transport transport) {
        sasl.done(Sasl.SaslOutcome.PN_SASL_OK);
    }

    @Override
    public void onSaslResponse(Sasl sasl, Transport transport) {
        // None of the mechanisms asks anything.
    }

    @Override
    public void onSaslMechanisms(Sasl sasl, Transport transport) {
        // Clients only.
    }

    @Override
    public void onSaslChallenge(Sasl sasl, Transport transport) {
        // Clients only.
    }

    @Override
    public void onSaslOutcome(Sasl sasl, Transport transport) {
        // Clients only.
    }
}
