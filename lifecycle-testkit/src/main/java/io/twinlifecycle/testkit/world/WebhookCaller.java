package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.provisioning.WebhookResponse;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the webhook, and asks again after 429 and above: ten times, after 1 s, 10 s, 19 s and so on up to 82 s. */
final class WebhookCaller {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookCaller.class);

    static final int RETRIES = 10;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration INCREMENT = Duration.ofSeconds(9);

    private final TimeSource time;

    WebhookCaller(TimeSource time) {
        this.time = time;
    }

    Decision ask(CustomAllocation webhook, byte[] body, List<HubHost> linked) {
        for (int retry = 0; ; retry++) {
            Decision decision = WebhookAnswer.read(call(webhook, body), linked);
            if (!(decision instanceof Decision.AskAgain again)) {
                return decision;
            }
            if (retry == RETRIES) {
                return WebhookAnswer.failed(
                        "the webhook answered " + again.status() + " after " + RETRIES + " retries");
            }
            time.sleep(FIRST.plus(INCREMENT.multipliedBy(retry)));
        }
    }

    private static WebhookResponse call(CustomAllocation webhook, byte[] body) {
        try {
            return webhook.allocate(body.clone());
        } catch (LifecycleException e) {
            if (e.kind() == LifecycleException.Kind.INTERRUPTED) {
                throw e;
            }
            return crashed(e);
        } catch (RuntimeException e) {
            return crashed(e);
        }
    }

    /** What a web server would answer. */
    private static WebhookResponse crashed(RuntimeException e) {
        LOG.warn("the webhook failed; that counts as 500", e);
        return new WebhookResponse(500, new byte[0]);
    }
}
