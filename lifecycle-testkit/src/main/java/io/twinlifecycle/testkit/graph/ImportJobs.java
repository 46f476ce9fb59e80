package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The import jobs of a graph, in the order of their creation. A job is only kept until {@link #run} is called with its file, or a test
 * says with {@link #set} how far it is; {@code LocalAdt} runs those whose file it can have. Safe for use by many threads.
 */
public final class ImportJobs {

    private final TwinGraph graph;
    private final GraphState state;
    private final Map<String, ImportJob> jobs = new LinkedHashMap<>();
    private final Map<String, String> logs = new HashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();

    ImportJobs(TwinGraph graph, GraphState state) {
        this.graph = graph;
        this.state = state;
    }

    /** Takes an order. Both addresses must be absolute, with HTTP or HTTPS. */
    public ImportJob create(String id, String inputBlobUri, String outputBlobUri) {
        if (!TwinId.isValid(id)) {
            throw TwinGraphException.invalidArgument("The job id is invalid.");
        }
        requireAddress("inputBlobUri", inputBlobUri);
        requireAddress("outputBlobUri", outputBlobUri);
        synchronized (state) {
            if (jobs.containsKey(id)) {
                throw new TwinGraphException(
                        ErrorCode.JOB_ID_ALREADY_EXISTS, "A job with the id " + id + " already exists.");
            }
            if (jobs.values().stream().anyMatch(job -> job.status() == ImportJob.Status.RUNNING)) {
                throw TwinGraphException.jobLimit("import");
            }
            Instant now = state.time.now();
            return store(new ImportJob(id, inputBlobUri, outputBlobUri, now, now, ImportJob.Status.NOTSTARTED));
        }
    }

    /** Hands over what a job shall find at an address, in place of the blob there. */
    public void addFile(String inputBlobUri, byte[] ndjson) {
        synchronized (state) {
            files.put(Objects.requireNonNull(inputBlobUri, "inputBlobUri"), ndjson.clone());
        }
    }

    /** What was handed over for an address. */
    public Optional<byte[]> file(String inputBlobUri) {
        synchronized (state) {
            return Optional.ofNullable(files.get(inputBlobUri)).map(byte[]::clone);
        }
    }

    /**
     * Runs a job that has not started, on this thread: what the file says is made, what cannot be made is noted in the log, and the job
     * fails if there was any such thing. Nothing is taken back. It may be cancelled by another thread.
     *
     * @param ndjson the file: JSON objects, one a line, in sections {@code Header}, {@code Models}, {@code Twins}, {@code Relationships}
     * @return the job as it ended, or as it is if it had started before
     */
    public ImportJob run(String id, byte[] ndjson) {
        synchronized (state) {
            if (get(id).status() != ImportJob.Status.NOTSTARTED) {
                return get(id);
            }
            set(id, ImportJob.Status.RUNNING);
        }
        ImportLog log = new ImportLog(id, () -> ServiceTime.stamp(state.time.now()));
        log.job("Started");
        new ImportFile(graph, log).read(ndjson, () -> isCancelled(id));
        return end(id, log);
    }

    /**
     * Ends a job whose file cannot be had.
     *
     * @param why a sentence for the log
     */
    public ImportJob fail(String id, String why) {
        ImportLog log = new ImportLog(id, () -> ServiceTime.stamp(state.time.now()));
        log.job("Started");
        log.error(null, TwinGraphException.invalidArgument(why));
        return end(id, log);
    }

    /** What a job has written, one JSON object a line; empty if it has not run. */
    public String log(String id) {
        synchronized (state) {
            return logs.getOrDefault(get(id).id(), "");
        }
    }

    /** The job of this id, or {@link ErrorCode#JOB_NOT_FOUND}. */
    public ImportJob get(String id) {
        synchronized (state) {
            ImportJob job = jobs.get(id);
            if (job == null) {
                throw TwinGraphException.jobNotFound(id);
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
            logs.remove(id);
        }
    }

    private ImportJob store(ImportJob job) {
        jobs.put(job.id(), job);
        return job;
    }

    private ImportJob end(String id, ImportLog log) {
        synchronized (state) {
            // It may have been cancelled, and then even deleted, meanwhile.
            ImportJob job = jobs.get(id);
            if (job == null || job.status().isFinal()) {
                log.job("Cancelled");
            } else {
                log.job(log.failed() ? "Failed" : "Succeeded");
                job = set(id, log.failed() ? ImportJob.Status.FAILED : ImportJob.Status.SUCCEEDED);
            }
            if (job == null) {
                throw TwinGraphException.jobNotFound(id);
            }
            logs.put(id, log.text());
            return job;
        }
    }

    private boolean isCancelled(String id) {
        synchronized (state) {
            ImportJob job = jobs.get(id);
            return job == null || job.status() != ImportJob.Status.RUNNING;
        }
    }

    private static void requireAddress(String name, String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() != null && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
                return;
            }
        } catch (URISyntaxException e) {
            // No address; what follows says so.
        }
        throw TwinGraphException.invalidArgument("The " + name + " is not the address of a blob.");
    }
}
