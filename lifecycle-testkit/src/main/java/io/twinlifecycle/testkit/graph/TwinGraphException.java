package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import java.util.List;
import java.util.Objects;

/** The graph refuses a call, as the service would. Messages are close to the service's; compare codes, not texts. */
public final class TwinGraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<String> details;

    TwinGraphException(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    TwinGraphException(ErrorCode code, String message, List<String> details) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
        this.details = List.copyOf(details);
    }

    static TwinGraphException twinNotFound(TwinId id) {
        return new TwinGraphException(
                ErrorCode.DIGITAL_TWIN_NOT_FOUND,
                "There is no digital twin instance that exists with the ID " + id
                        + ". Please verify that the twin id is valid and ensure that the twin is not deleted.");
    }

    static TwinGraphException relationshipNotFound(TwinId source, String id) {
        return new TwinGraphException(
                ErrorCode.RELATIONSHIP_NOT_FOUND,
                "Relationship " + id + " not found on twin " + source
                        + ". Please verify that the relationship id is valid and ensure that the relationship is not"
                        + " deleted.");
    }

    static TwinGraphException jobNotFound(String id) {
        return new TwinGraphException(
                ErrorCode.JOB_NOT_FOUND, "There is no job available that matches the provided id " + id + ".");
    }

    static TwinGraphException jobLimit(String kind) {
        return new TwinGraphException(
                ErrorCode.JOB_LIMIT_REACHED, "The maximum number of " + kind + " jobs allowed has been reached.");
    }

    static TwinGraphException exists(String what, String id) {
        return new TwinGraphException(
                ErrorCode.PRECONDITION_FAILED,
                "If-None-Match: * header was specified but a " + what + " with the id " + id
                        + " was found. Please specify a different " + what + " id.");
    }

    static TwinGraphException otherETag(String given) {
        return new TwinGraphException(
                ErrorCode.PRECONDITION_FAILED,
                "The provided etag " + given + " doesn't match the current etag for the resource.");
    }

    static TwinGraphException invalidTwin(List<String> problems) {
        return new TwinGraphException(ErrorCode.VALIDATION_FAILED, "Invalid twin specified", problems);
    }

    static TwinGraphException invalidPatch(String message) {
        return new TwinGraphException(ErrorCode.JSON_PATCH_INVALID, message);
    }

    static TwinGraphException invalidArgument(String message) {
        return new TwinGraphException(ErrorCode.INVALID_ARGUMENT, message);
    }

    /** What kind of refusal it is. */
    public ErrorCode code() {
        return code;
    }

    /** What is wrong in particular, one sentence each; often empty. */
    public List<String> details() {
        return details == null ? List.of() : details;
    }
}
