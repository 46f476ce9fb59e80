package io.twinlifecycle.provisioning;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The custom-allocation webhook without a web server: bytes in, status and bytes out. A Functions app, a servlet or the JDK's HTTP server
 * is a thin edge around it.
 *
 * <ol>
 *   <li>The body is read and checked.
 *   <li>The policy chooses one of the linked hubs.
 *   <li>The model is found, and the factory finds or creates the twin within the time budget.
 *   <li>DPS is answered: 200 with the hub; 400 for what will never succeed; 503 for what may succeed when DPS asks again. It asks again
 *       for 429 and above and for nothing else, so nothing else is ever answered, least of all 401.
 * </ol>
 *
 * <p>{@link #handle} never throws, whatever the body, the policy or the factory does, save for an {@link Error}. It may be called any
 * number of times with the same body. Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * ProvisioningWebhook webhook = ProvisioningWebhook.builder(policy, twins).build();
 * WebhookResponse response = webhook.handle(body);
 * }</pre>
 */
public final class ProvisioningWebhook {

    private final AllocationPolicy policy;
    private final TwinFactory twins;
    private final AllocationRequestParser parser;
    private final int maxBytes;
    private final ModelSelector models;
    private final AnswerWriter answers;
    private final WhenTwinStoreFails whenTwinStoreFails;
    private final AnswerReporter reporter;
    private final Duration budget;
    private final TimeSource time;

    private ProvisioningWebhook(Builder builder) {
        policy = builder.policy;
        twins = builder.twins;
        parser = new AllocationRequestParser(builder.limits);
        maxBytes = builder.limits.maxBytes();
        models = builder.models;
        answers = new AnswerWriter(builder.initialTwinMode, builder.initialTwin, builder.responsePayload);
        whenTwinStoreFails = builder.whenTwinStoreFails;
        reporter = new AnswerReporter(builder.listener);
        budget = builder.budget;
        time = builder.time;
    }

    /** A builder of a webhook with that policy and that factory. */
    public static Builder builder(AllocationPolicy policy, TwinFactory twins) {
        return new Builder(policy, twins);
    }

    /**
     * Answers a request whose body is still to be read. No more of it is read than the limit and one byte.
     *
     * @param body not closed here
     */
    public WebhookResponse handle(InputStream body) {
        try {
            return handle(body.readNBytes(Math.min(maxBytes, Integer.MAX_VALUE - 1) + 1));
        } catch (IOException | RuntimeException e) { // servers' streams throw either
            Answering answering = new Answering(Deadline.after(budget, time), time.now(), time.nanoTime());
            return answering.failed(
                    LifecycleException.collaboratorFailed("the request's body broke off while it was read", e));
        }
    }

    /** Answers a request. */
    public WebhookResponse handle(byte[] body) {
        return new Answering(Deadline.after(budget, time), time.now(), time.nanoTime()).answer(body);
    }

    /** One request on its way to its answer; what is known of it so far is for the listener. */
    private final class Answering {

        private final Deadline deadline;
        private final Instant received;
        private final long startNanos;
        private @Nullable AllocationRequest request;
        private @Nullable AllocationDecision decision;
        private @Nullable TwinResult twin;

        Answering(Deadline deadline, Instant received, long startNanos) {
            this.deadline = deadline;
            this.received = received;
            this.startNanos = startNanos;
        }

        WebhookResponse answer(byte[] body) {
            try {
                AllocationRequest parsed = parser.parse(body);
                request = parsed;
                AllocationDecision decided = policy.decide(parsed);
                decision = decided;
                HubHost hub = Choices.linkedHub(parsed, decided);
                return provision(parsed, hub, Choices.model(parsed, models));
            } catch (LifecycleException e) {
                return failed(e);
            } catch (RuntimeException e) {
                // A fault of ours or of the user's code. DPS asks again; perhaps another instance, or a mended one,
                // answers.
                return failed(LifecycleException.collaboratorFailed("the webhook failed unexpectedly", e));
            }
        }

        private WebhookResponse provision(AllocationRequest parsed, HubHost hub, ModelId model) {
            TwinResult result;
            try {
                result = twins.findOrCreate(new TwinRequest(
                        parsed.registrationId(),
                        parsed.deviceId(),
                        hub,
                        model,
                        received,
                        parsed.isFirst(),
                        parsed.enrollment().id(),
                        parsed.payload(),
                        deadline));
            } catch (LifecycleException e) {
                if (e.isRetryable() && whenTwinStoreFails == WhenTwinStoreFails.ALLOCATE_NOW) {
                    return done(answers.allocation(parsed, hub, model, Optional.empty()), e);
                }
                throw e;
            }
            twin = result;
            if (result instanceof TwinResult.Refused refused) {
                throw LifecycleException.refused(refused.refusal());
            }
            TwinResult.Ready ready = (TwinResult.Ready) result;
            TwinId id = ready.twin();
            return done(answers.allocation(parsed, hub, ready.model(), Optional.of(id)), null);
        }

        WebhookResponse failed(LifecycleException failure) {
            return done(
                    failure.reason().isPresent()
                            ? answers.refusal(new Refusal(failure.reason().get(), String.valueOf(failure.getMessage())))
                            : failure.isRetryable()
                                    ? answers.tryAgain(failure.kind().name(), String.valueOf(failure.getMessage()))
                                    : answers.refusal(
                                            new Refusal(ReasonCode.TWIN_REFUSED, String.valueOf(failure.getMessage()))),
                    failure);
        }

        private WebhookResponse done(WebhookResponse response, @Nullable LifecycleException failure) {
            reporter.report(new ProvisioningRecord(
                    response.status(),
                    Optional.ofNullable(request),
                    Optional.ofNullable(decision),
                    Optional.ofNullable(twin),
                    Optional.ofNullable(failure),
                    Duration.ofNanos(time.nanoTime() - startNanos)));
            return response;
        }
    }

    /** Builds a webhook; not safe for use by many threads. */
    public static final class Builder {

        private final AllocationPolicy policy;
        private final TwinFactory twins;
        private RequestLimits limits = RequestLimits.defaults();
        private ModelSelector models = ModelSelector.standard();
        private InitialTwinMode initialTwinMode = InitialTwinMode.WHEN_HONOURED;
        private InitialTwinTemplate initialTwin = InitialTwinTemplate.standard();
        private ResponsePayload responsePayload = ResponsePayload.none();
        private WhenTwinStoreFails whenTwinStoreFails = WhenTwinStoreFails.ASK_AGAIN;
        private ProvisioningListener listener = ProvisioningListener.none();
        private Duration budget = Duration.ofSeconds(4);
        private TimeSource time = TimeSource.system();

        private Builder(AllocationPolicy policy, TwinFactory twins) {
            this.policy = Objects.requireNonNull(policy, "policy");
            this.twins = Objects.requireNonNull(twins, "twins");
        }

        /** How large a request may be; {@link RequestLimits#defaults()} by default. */
        public Builder limits(RequestLimits requestLimits) {
            limits = requestLimits;
            return this;
        }

        /** Finds the model; {@link ModelSelector#standard()} by default. */
        public Builder models(ModelSelector selector) {
            models = selector;
            return this;
        }

        /** When the answer carries an initial twin; {@link InitialTwinMode#WHEN_HONOURED} by default. */
        public Builder initialTwinMode(InitialTwinMode mode) {
            initialTwinMode = mode;
            return this;
        }

        /** What it adds to the initial twin; {@link InitialTwinTemplate#standard()} by default. */
        public Builder initialTwin(InitialTwinTemplate template) {
            initialTwin = template;
            return this;
        }

        /** What the device is told; nothing by default. */
        public Builder responsePayload(ResponsePayload payload) {
            responsePayload = payload;
            return this;
        }

        /** What to do when the twin store fails; {@link WhenTwinStoreFails#ASK_AGAIN} by default. */
        public Builder whenTwinStoreFails(WhenTwinStoreFails reaction) {
            whenTwinStoreFails = reaction;
            return this;
        }

        /** Hears of every answer; nobody by default. */
        public Builder listener(ProvisioningListener provisioningListener) {
            listener = provisioningListener;
            return this;
        }

        /**
         * How long an answer may take; 4 seconds by default. DPS publishes no limit of its own. The budget binds factories that keep to
         * {@link TwinRequest#deadline()}, as those of this library do.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        public Builder budget(Duration answerWithin) {
            if (answerWithin.isNegative() || answerWithin.isZero()) {
                throw new IllegalArgumentException("budget must be positive, but was " + answerWithin);
            }
            budget = answerWithin;
            return this;
        }

        /** Where time comes from; the machine's clocks by default. */
        public Builder time(TimeSource source) {
            time = source;
            return this;
        }

        /** The webhook. */
        public ProvisioningWebhook build() {
            return new ProvisioningWebhook(this);
        }
    }
}
