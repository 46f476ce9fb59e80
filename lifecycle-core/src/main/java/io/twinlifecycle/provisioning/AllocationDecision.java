package io.twinlifecycle.provisioning;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.Refusal;
import java.util.Objects;

/** What a policy says: a hub, no opinion, or no. Every answer names the rule that gave it, for logs, metrics and audits. */
public sealed interface AllocationDecision {

    /** The rule that gave the answer, such as {@code sticky} or {@code by-model(dtmi:com:example:)}. */
    String rule();

    /**
     * This hub.
     *
     * @param hub one of the request's linked hubs
     * @param rule the rule that chose it
     */
    record Assign(HubHost hub, String rule) implements AllocationDecision {
        /** Checks that both are there. */
        public Assign {
            Objects.requireNonNull(hub, "hub");
            Objects.requireNonNull(rule, "rule");
        }
    }

    /**
     * No opinion: the next policy of the chain decides. If it is the last, the registration is refused.
     *
     * @param rule the rule that had no opinion
     * @param why a few words for the log
     */
    record Abstain(String rule, String why) implements AllocationDecision {
        /** Checks that both are there. */
        public Abstain {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * This device is not to be provisioned; DPS is answered 400.
     *
     * @param refusal code and sentence
     * @param rule the rule that refused
     */
    record Refuse(Refusal refusal, String rule) implements AllocationDecision {
        /** Checks that both are there. */
        public Refuse {
            Objects.requireNonNull(refusal, "refusal");
            Objects.requireNonNull(rule, "rule");
        }
    }

    /**
     * Not now: every hub that would do is full or unreachable. DPS is answered 503 and asks again.
     *
     * @param why a sentence for the operator
     * @param rule the rule that says so
     */
    record Defer(String why, String rule) implements AllocationDecision {
        /** Checks that both are there. */
        public Defer {
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(rule, "rule");
        }
    }
}
