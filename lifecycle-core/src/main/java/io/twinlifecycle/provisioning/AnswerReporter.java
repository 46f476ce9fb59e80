package io.twinlifecycle.provisioning;

import io.twinlifecycle.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells the log and the listener of every answer. Neither can change it. Safe for use by many threads. */
final class AnswerReporter {

    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningWebhook.class);

    private final ProvisioningListener listener;

    AnswerReporter(ProvisioningListener listener) {
        this.listener = listener;
    }

    void report(ProvisioningRecord answered) {
        log(answered);
        try {
            listener.onAnswer(answered);
        } catch (RuntimeException e) {
            LOG.warn("A provisioning listener failed. Its call is skipped.", e);
        }
    }

    /** Ids, hubs and rules only: no payload, no attestation. The cause of a fault is at DEBUG, for a vendor's text may quote values. */
    private static void log(ProvisioningRecord answered) {
        LoggingEventBuilder event = LOG.atLevel(answered.status() == 200 ? Level.INFO : Level.WARN);
        for (Map.Entry<String, Object> fact : facts(answered).entrySet()) {
            event = event.addKeyValue(fact.getKey(), fact.getValue());
        }
        event.log("A registration was answered.");
        answered.failure().ifPresent(failure -> LOG.atDebug().setCause(failure).log("The failure in full."));
    }

    private static Map<String, Object> facts(ProvisioningRecord answered) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("status", answered.status());
        facts.put("ms", answered.elapsed().toMillis());
        answered.request().ifPresent(request -> {
            facts.put("registrationId", request.registrationId());
            facts.put("deviceId", request.deviceId());
            facts.put("enrollment", Texts.quoted(request.enrollment().id()));
        });
        answered.decision().ifPresent(decision -> facts.put("rule", decision.rule()));
        if (answered.decision().orElse(null) instanceof AllocationDecision.Assign assign) {
            facts.put("hub", assign.hub());
        }
        if (answered.twin().orElse(null) instanceof TwinResult.Ready ready) {
            facts.put("twin", ready.twin());
            facts.put("change", ready.change());
        }
        answered.failure().ifPresent(failure -> {
            facts.put("reason", failure.reason().<Enum<?>>map(code -> code).orElse(failure.kind()));
            facts.put("why", String.valueOf(failure.getMessage()));
        });
        return facts;
    }
}
