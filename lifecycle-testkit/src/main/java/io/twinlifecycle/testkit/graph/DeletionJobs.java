package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that delete every model, twin and relationship of a graph, in the order of their creation. Event routes, telemetry and other
 * jobs stay. A job is done as soon as it is ordered. Safe for use by many threads.
 */
public final class DeletionJobs {

    private final GraphState state;
    private final Map<String, DeletionJob> jobs = new LinkedHashMap<>();

    DeletionJobs(GraphState state) {
        this.state = state;
    }

    /**
     * Deletes everything. No event tells of it.
     *
     * @return the job as it was when it was ordered, not started; {@link #get} says how it ended
     */
    public DeletionJob create(String id) {
        if (!TwinId.isValid(id)) {
            throw TwinGraphException.invalidArgument("The operation id is invalid.");
        }
        synchronized (state) {
            if (jobs.containsKey(id)) {
                throw new TwinGraphException(ErrorCode.VALIDATION_FAILED, "Operation-Id " + id + " already exists.");
            }
            if (jobs.values().stream().anyMatch(DeletionJob::isUnderWay)) {
                throw TwinGraphException.jobLimit("delete");
            }
            Instant now = state.time.now();
            DeletionJob ordered = new DeletionJob(id, now, Optional.empty(), DeletionJob.Status.NOTSTARTED);
            state.clear();
            jobs.put(id, new DeletionJob(id, now, Optional.of(state.time.now()), DeletionJob.Status.SUCCEEDED));
            return ordered;
        }
    }

    /** The job of this id, or {@link ErrorCode#JOB_NOT_FOUND}. */
    public DeletionJob get(String id) {
        synchronized (state) {
            DeletionJob job = jobs.get(id);
            if (job == null) {
                throw TwinGraphException.jobNotFound(id);
            }
            return job;
        }
    }

    /** All jobs. */
    public List<DeletionJob> all() {
        synchronized (state) {
            return List.copyOf(jobs.values());
        }
    }

    /** Says how far a job is, whatever it has done: a test does this to see what becomes of others meanwhile. */
    public DeletionJob set(String id, DeletionJob.Status status) {
        synchronized (state) {
            DeletionJob old = get(id);
            DeletionJob job = new DeletionJob(id, old.created(), Optional.empty(), status);
            DeletionJob now =
                    job.isUnderWay() ? job : new DeletionJob(id, old.created(), Optional.of(state.time.now()), status);
            jobs.put(id, now);
            return now;
        }
    }
}
