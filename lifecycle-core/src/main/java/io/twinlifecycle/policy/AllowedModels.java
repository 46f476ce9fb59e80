package io.twinlifecycle.policy;

import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.Texts;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationDecision.Abstain;
import io.twinlifecycle.provisioning.AllocationDecision.Refuse;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.AllocationRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Refuses by the model. */
final class AllowedModels implements AllocationPolicy {

    private static final String RULE = "allow-models";
    private static final Abstain NO_MODEL = new Abstain(RULE, "the device names no model");
    private static final Abstain ALLOWED = new Abstain(RULE, "the model is allowed");

    private final Function<AllocationRequest, Optional<String>> reader;
    private final Map<String, ModelNames> lists;
    private final UnlistedEnrollments unlisted;

    AllowedModels(
            Function<AllocationRequest, Optional<String>> reader,
            Map<String, ? extends Collection<String>> byEnrollment,
            UnlistedEnrollments unlisted) {
        this.reader = Objects.requireNonNull(reader, "reader");
        this.unlisted = Objects.requireNonNull(unlisted, "unlisted");
        Map<String, ModelNames> byFoldedId = new LinkedHashMap<>();
        Cases.folded(RULE, AllowedModels::fold, byEnrollment)
                .forEach((id, names) -> byFoldedId.put(id, new ModelNames(RULE + "(" + id + ")", names)));
        this.lists = Map.copyOf(byFoldedId);
    }

    @Override
    public AllocationDecision decide(AllocationRequest request) {
        Optional<String> model = reader.apply(request);
        if (model.isEmpty()) {
            return NO_MODEL;
        }
        ModelNames list = lists.get(fold(request.enrollment().id()));
        boolean allowed = list == null
                ? unlisted == UnlistedEnrollments.ALLOW
                : list.longestFor(model.get()).isPresent();
        return allowed ? ALLOWED : refuse(request, model.get(), list == null);
    }

    /** The case of an enrollment's or a group's id does not matter (DPS service reference). */
    static String fold(String enrollmentId) {
        return enrollmentId.toLowerCase(Locale.ROOT);
    }

    private static Refuse refuse(AllocationRequest request, String model, boolean noList) {
        String message = "device " + request.registrationId() + " asks for model " + Texts.quoted(model)
                + ", but its enrollment " + Texts.quoted(request.enrollment().id())
                + (noList ? " has no list of allowed models" : " does not allow it")
                + "; add the model to the enrollment's list if it should";
        return new Refuse(new Refusal(ReasonCode.MODEL_NOT_ALLOWED, message), RULE);
    }
}
