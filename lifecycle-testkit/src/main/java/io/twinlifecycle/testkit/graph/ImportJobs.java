package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The import jobs of a graph, in the order of their creation. They are kept and never run: no file is read, and a job stays where it
 * is until a test says otherwise. Safe for use by many threads.
 */
public final class ImportJobs {

    private final GraphState state;
    private final Map<String, ImportJob> jobs = new LinkedHashMap<>();

    ImportJobs(GraphState state) {
        this.state = state;
    }

    /** Takes an order. */
    public ImportJob create(String id, String inputBlobUri, String outputBlobUri) {
        if (!TwinId.isValid(id)) {
            throw TwinGraphException.invalidArgument("The job id is invalid.");
        }
        synchronized (state) {
            if (jobs.containsKey(id)) {
                throw new TwinGraphException(
                        ErrorCode.JOB_ID_ALREADY_EXISTS, "A job with the id " + id + " already exists.");
            }
            Instant now = state.time.now();
            return store(new ImportJob(id, inputBlobUri, outputBlobUri, now, now, ImportJob.Status.NOTSTARTED));
        }
    }

    /** The job of this id, or {@link ErrorCode#JOB_NOT_FOUND}. */
    public ImportJob get(String id) {
        synchronized (state) {
            ImportJob job = jobs.get(id);
            if (job == null) {
                throw new TwinGraphException(
                        ErrorCode.JOB_NOT_FOUND, "There is no job available that matches the provided id " + id + ".");
            }
            return job;
        }
    }

    /** All jobs. */
    public List<ImportJob> all() {
        synchronized (state) {
            return List.copyOf(jobs.values());
        }
    }

    /** Says how far a job is; a test does this in place of the service. */
    public ImportJob set(String id, ImportJob.Status status) {
        synchronized (state) {
            return store(get(id).at(status, state.time.now()));
        }
    }

    /** Cancels a job that has not ended; one that has stays as it is. */
    public ImportJob cancel(String id) {
        synchronized (state) {
            return get(id).status().isFinal() ? get(id) : set(id, ImportJob.Status.CANCELLED);
        }
    }

    /** Deletes a job. */
    public void delete(String id) {
        synchronized (state) {
            get(id);
            jobs.remove(id);
        }
    }

    private ImportJob store(ImportJob job) {
        jobs.put(job.id(), job);
        return job;
    }
}
