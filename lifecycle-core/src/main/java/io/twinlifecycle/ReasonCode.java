package io.twinlifecycle;

/** Why a registration is refused for good. The name is part of the webhook's answer, so it never changes its meaning. */
public enum ReasonCode {
    /** The body is larger than the webhook takes. */
    BODY_TOO_LARGE,
    /** The body is not a JSON object, or nests too deep, or has a text or number that is too long. */
    BODY_NOT_JSON,
    /** The body lacks a property that every allocation request has. */
    FIELD_MISSING,
    /** A property has a value that it cannot have. */
    FIELD_INVALID,
    /** Neither the device nor its enrollment nor the configuration names a model. */
    MODEL_MISSING,
    /** The model id is no DTMI. */
    MODEL_INVALID,
    /** The device's enrollment does not allow this model. */
    MODEL_NOT_ALLOWED,
    /** The twin store has no such model. */
    MODEL_UNKNOWN,
    /** A rule refuses this device. */
    DEVICE_NOT_ALLOWED,
    /** No policy chose one of the linked hubs. */
    NO_HUB,
    /** A policy chose a hub that is not among the linked ones. */
    HUB_NOT_LINKED,
    /** The twin's id is taken by a twin that is not this device's. */
    TWIN_NOT_OURS,
    /** The device's twin has another model, and the configuration says to refuse that. */
    TWIN_HAS_OTHER_MODEL,
    /** The initial values do not fit the model. */
    TEMPLATE_INVALID,
    /** The twin store refused the twin. */
    TWIN_REFUSED,
    /** The answer would be larger than DPS takes, or has a tag that IoT Hub does not allow. */
    ANSWER_INVALID
}
