package io.twinlifecycle.testkit.graph;

/** The service's error codes, by what its data plane reference lists and what was recorded of it. */
public enum ErrorCode {
    /** The model of a new twin is decommissioned. */
    MODEL_DECOMMISSIONED(400, "ModelDecommissioned"),
    /** An id, a header or a body has the wrong form. */
    INVALID_ARGUMENT(400, "InvalidArgument"),
    /** The content does not fit the model, or there is no such model. */
    VALIDATION_FAILED(400, "ValidationFailed"),
    /** A patch is malformed, or a path of it leads nowhere. */
    JSON_PATCH_INVALID(400, "JsonPatchInvalid"),
    /** A model is no DTDL, or refers to one that is not there. */
    DTDL_PARSER_ERROR(400, "DTDLParserError"),
    /** A twin still has relationships. */
    RELATIONSHIPS_NOT_DELETED(400, "RelationshipsNotDeleted"),
    /** The source's model does not declare such a relationship. */
    INVALID_RELATIONSHIP(400, "InvalidRelationship"),
    /** A relationship would lead from a twin to itself. */
    OPERATION_NOT_ALLOWED(400, "OperationNotAllowed"),
    /** An event route's id has the wrong form. */
    EVENT_ROUTE_ID_INVALID(400, "EventRouteIdInvalid"),
    /** An event route leads to an endpoint that is not there. */
    EVENT_ROUTE_ENDPOINT_INVALID(400, "EventRouteEndpointInvalid"),
    /** An event route's filter has the wrong form. */
    EVENT_ROUTE_FILTER_INVALID(400, "EventRouteFilterInvalid"),
    /** Another job is under way. */
    JOB_LIMIT_REACHED(400, "JobLimitReached"),
    /** There is no such twin. */
    DIGITAL_TWIN_NOT_FOUND(404, "DigitalTwinNotFound"),
    /** The twin has no such component. */
    COMPONENT_NOT_FOUND(404, "ComponentNotFound"),
    /** The twin has no such relationship. */
    RELATIONSHIP_NOT_FOUND(404, "RelationshipNotFound"),
    /** The twin at which a new relationship would end is missing. */
    TARGET_DIGITAL_TWIN_NOT_FOUND(404, "TargetDigitalTwinNotFound"),
    /** There is no such model. */
    MODEL_NOT_FOUND(404, "ModelNotFound"),
    /** There is no such event route. */
    EVENT_ROUTE_NOT_FOUND(404, "EventRouteNotFound"),
    /** There is no such job. */
    JOB_NOT_FOUND(404, "JobNotFound"),
    /** There is a job of this id already. */
    JOB_ID_ALREADY_EXISTS(409, "JobIdAlreadyExists"),
    /** There is a model of this id already. */
    MODEL_ID_ALREADY_EXISTS(409, "ModelIdAlreadyExists"),
    /** Other models extend this one or have it as a component. */
    MODEL_REFERENCES_NOT_DELETED(409, "ModelReferencesNotDeleted"),
    /** {@code If-Match} or {@code If-None-Match} does not hold. */
    PRECONDITION_FAILED(412, "PreconditionFailed");

    private final int status;
    private final String wireName;

    ErrorCode(int status, String wireName) {
        this.status = status;
        this.wireName = wireName;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** The code as the service spells it. */
    public String wireName() {
        return wireName;
    }
}
