package io.twinlifecycle.policy;

/** What {@link AllocationRules#allowModels} does with enrollments that its lists do not name. */
public enum UnlistedEnrollments {
    /** Their devices may have every model. */
    ALLOW,
    /** Their devices may have no model: deny by default. */
    REFUSE
}
